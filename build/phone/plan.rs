//! The numbering plans, as the tables need them: read by the `phonenumber` crate, put in Google's order.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use phonenumber::metadata::loader::{self, Descriptor, Metadata};

/// A calling code and the territories that share it, the main one first.
pub struct Code {
    pub code: u16,
    pub territories: Vec<Territory>,
}

pub struct Territory {
    /// ISO 3166 code, or `001` for a code that belongs to no country.
    pub id: String,
    /// A number that begins so belongs here, whatever else is wrong with it.
    pub leading_digits: Option<String>,
    pub general: Desc,
    /// By [`TYPES`].
    pub types: [Option<Desc>; TYPES.len()],
    /// Bit n: a number of n digits can be dialled, but only from nearby.
    pub local_lengths: u32,
    pub international_prefix: Option<String>,
    pub preferred_international_prefix: Option<String>,
    pub national_prefix: Option<String>,
    pub national_prefix_for_parsing: Option<String>,
    pub transform_rule: Option<String>,
}

pub struct Desc {
    pub pattern: String,
    /// Bit n: numbers of n digits are possible.
    pub lengths: u32,
}

type Select = fn(&Metadata) -> Option<&Descriptor>;

/// The types in the order in which Google asks for them: the first that matches is the answer, save that fixed line and
/// mobile together are a type of their own. `NumberType::of_label` in `src/phone` counts on this order.
pub const TYPES: [Select; 10] = [
    |m| m.premium_rate.as_ref(),
    |m| m.toll_free.as_ref(),
    |m| m.shared_cost.as_ref(),
    |m| m.voip.as_ref(),
    |m| m.personal_number.as_ref(),
    |m| m.pager.as_ref(),
    |m| m.uan.as_ref(),
    |m| m.voicemail.as_ref(),
    |m| m.fixed_line.as_ref(),
    |m| m.mobile.as_ref(),
];

/// Reads a file in the schema of Google's `PhoneNumberMetadata.xml`.
pub fn read(path: &Path) -> Result<Vec<Code>, super::Error> {
    let mut codes: BTreeMap<u16, Vec<Territory>> = BTreeMap::new();
    for metadata in loader::load(BufReader::new(File::open(path)?))? {
        let code = metadata.country_code.ok_or("a territory without countryCode")?;
        let territories = codes.entry(code).or_default();
        // Google asks the main country first, the others in the order of the file.
        let place = if metadata.main_country_for_code { 0 } else { territories.len() };
        let id = metadata.id.clone().unwrap_or_default();
        territories.insert(place, territory(metadata).ok_or_else(|| format!("{id}: no id or no generalDesc"))?);
    }
    Ok(codes.into_iter().map(|(code, territories)| Code { code, territories }).collect())
}

fn territory(metadata: Metadata) -> Option<Territory> {
    let types = TYPES.map(|select| select(&metadata).and_then(desc));
    let all = types.iter().flatten().fold(0, |all, desc| all | desc.lengths);
    let local =
        TYPES.iter().filter_map(|select| select(&metadata)).fold(0, |all, d| all | mask(&d.possible_local_length));
    let national_prefix = metadata.national_prefix.as_deref().map(packed);
    Some(Territory {
        leading_digits: metadata.leading_digits.as_deref().map(packed),
        general: Desc { pattern: packed(metadata.general.as_ref()?.national_number.as_deref()?), lengths: all },
        types,
        local_lengths: local & !all,
        international_prefix: metadata.international_prefix.as_deref().map(packed),
        preferred_international_prefix: metadata.preferred_international_prefix,
        national_prefix_for_parsing: metadata
            .national_prefix_for_parsing
            .as_deref()
            .map(packed)
            .or_else(|| national_prefix.clone()),
        national_prefix,
        transform_rule: metadata.national_prefix_transform_rule,
        id: metadata.id?,
    })
}

fn desc(descriptor: &Descriptor) -> Option<Desc> {
    let pattern = packed(descriptor.national_number.as_deref()?);
    Some(Desc { pattern, lengths: mask(&descriptor.possible_length) })
}

/// Patterns are laid out over several lines.
fn packed(pattern: &str) -> String {
    pattern.split_whitespace().collect()
}

fn mask(lengths: &[u16]) -> u32 {
    lengths.iter().fold(0, |mask, length| mask | 1 << length)
}
