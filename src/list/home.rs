//! The country that a row names, in which its number is read.
//!
//! A list says where a person lives, which is not always where the number is from: a number that is none of that country, but
//! a whole international one without its plus, stays what it is.

use super::number::Judge;
use super::vocabulary::{Answer, answer, letters};
use crate::country;
use crate::draft::Draft;
use crate::recipient::{Setting, is_valid_phone};
use crate::{Error, phone};

/// What people and programs call countries beside their codes and English names, as [`letters`]; first the codes of three
/// letters that are not made as below, but for a few islands.
const OTHER_NAMES: &str = "|bih=BA|ben=BJ|blr=BY|est=EE|irl=IE|isr=IL|prk=KP|cym=KY|mac=MO|srb=RS|svn=SI|ukr=UA|\
    usa=US|unitedstatesofamerica=US|estadosunidos=US|eeuu=US|eua=US|etatsunis=US|uk=GB|greatbritain=GB|england=GB|\
    reinounido=GB|royaumeuni=GB|uae=AE|deutschland=DE|allemagne=DE|alemania=DE|osterreich=AT|schweiz=CH|suisse=CH|\
    suiza=CH|espana=ES|espagne=ES|spanien=ES|frankreich=FR|francia=FR|franca=FR|italia=IT|italie=IT|nederland=NL|\
    holland=NL|paisesbajos=NL|paysbas=NL|belgique=BE|belgie=BE|belgica=BE|brasil=BR|bresil=BR|polska=PL|sverige=SE|\
    danmark=DK|norge=NO|suomi=FI|turkey=TR|turkei=TR|россия=RU|日本=JP|中国=CN|svizzera=CH|ivorycoast=CI|مصر=EG|\
    السعودية=SA|ksa=SA|المغرب=MA|भारत=IN|";

/// ISO 3166 codes of three letters, a letter for each country of [`country::all`]: a small one stands behind the two
/// letters of its code, a large one between them; `-` for other codes.
const THIRD: &str = "-NRgTabRG-gmUsB-e-RGlarrD-muRl-aHnta-LnkOAOevOHrHlibPUrpeuiNamau-ySiphniLSRabrRoUyabRbILNc-mm-Ugddvi\
    nn--ndtRnlayArnnzmr-a-Ot-AonaeaBouxaBroaNADldirg-NTtrLsDiEsOmlrkacdrluIlnnrYNlAO-CieRLRtuu-sauLYnWpn\
    -mVerEmUdpLmrW-aC-oaklsKUnUoUna-aiaRbttnbrmtLmxm-fbe";

/// The country of a code of three letters.
fn by_three(code: &str) -> Option<&'static str> {
    for ((two, _), letter) in country::all().zip(THIRD.bytes()) {
        let &[first, second] = two.as_bytes() else { continue };
        let spelt = if letter.is_ascii_uppercase() { [first, letter, second] } else { [first, second, letter] };
        if code.as_bytes().eq_ignore_ascii_case(&spelt) {
            return Some(two);
        }
    }
    None
}

/// The judges of a list, one for each country that its rows name.
pub(crate) struct Judges<'f> {
    setting: Setting<'f>,
    own: Option<String>,
    category: Option<&'f str>,
    /// For rows that name no country.
    base: Judge<'f>,
    homes: Vec<Judge<'f>>,
    /// By place of a country plus one, and 0 for none: place of its judge plus one.
    home_of: Vec<u16>,
    /// Cells that were met, and the place of the country that they name.
    met: Vec<(String, Option<u8>)>,
}

impl<'f> Judges<'f> {
    pub(crate) fn new(draft: &'f Draft<'_>, category: Option<&'f str>) -> Result<Self, Error> {
        let setting = crate::check::setting(draft)?;
        let sender = draft.sender.number.as_ref();
        let own = sender.and_then(|number| crate::recipient::digits(number.text, draft.sender.country));
        let base = Judge::new(setting, own.as_deref(), category);
        Ok(Self { setting, own, category, base, homes: Vec::new(), home_of: vec![0; 257], met: Vec::new() })
    }

    /// The judge of rows that name no country.
    #[inline]
    pub(crate) fn base(&self) -> &Judge<'f> {
        &self.base
    }

    /// The judge of a row, by its number and the country that it names; and whether a country is named that cannot be read,
    /// so that a number without a plus is read as an international one.
    pub(crate) fn of(&mut self, number: &str, named: &str) -> (&Judge<'f>, bool) {
        // A number with a plus is the same everywhere.
        if number.contains(['+', '＋']) {
            return (&self.base, false);
        }
        let Some(place) = self.place(named) else {
            let unread = self.setting.country.is_none() && !matches!(answer(named), Answer::Empty | Answer::No);
            return (&self.base, unread);
        };
        (self.at(number, place), false)
    }

    /// The judge of a number that may be one of a country.
    fn at(&mut self, number: &str, place: u8) -> &Judge<'f> {
        let at_home = is_valid_phone(number, phone::region_at(place));
        let home = if at_home || !is_valid_phone(number, None) { Some(place) } else { None };
        let Some(at) = self.home_of.get_mut(home.map_or(0, |place| usize::from(place) + 1)) else { return &self.base };
        if *at == 0 {
            let setting = Setting { country: home.and_then(phone::region_at), ..self.setting };
            self.homes.push(Judge::new(setting, self.own.as_deref(), self.category));
            *at = self.homes.len() as u16;
        }
        self.homes.get(usize::from(*at) - 1).unwrap_or(&self.base)
    }

    /// The country that a cell names: its code, its name, or its calling code.
    fn place(&mut self, named: &str) -> Option<u8> {
        let named = named.trim();
        if let Some(place) = phone::place_of(named) {
            return Some(place);
        }
        if let Some((_, place)) = self.met.iter().find(|(other, _)| other == named) {
            return *place;
        }
        let place = self.region(named).and_then(phone::place_of);
        // A column of something else would have no end of them.
        if self.met.len() < 500 {
            self.met.push((named.into(), place));
        }
        place
    }

    fn region(&self, named: &str) -> Option<&'static str> {
        let code = named.trim_start_matches(['+', '0']);
        if let Ok(code) = code.parse() {
            return phone::regions(code).next();
        }
        self.by_name(&letters(named))
    }

    #[inline(never)]
    fn by_name(&self, wanted: &str) -> Option<&'static str> {
        if wanted.is_empty() {
            return None;
        }
        let is = |name: &str| letters(name) == wanted;
        let known = country::all().find(|(_, name)| is(name) || is(&self.setting.language.said(name)));
        let other = || OTHER_NAMES.split_once(&format!("|{wanted}="))?.1.get(..2);
        known.map(|(code, _)| code).or_else(|| by_three(wanted)).or_else(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_three_letters_are_known() {
        assert_eq!(THIRD.len(), country::all().count());
        for (code, wanted) in [
            ("bra", "BR"),
            ("ind", "IN"),
            ("che", "CH"),
            ("chl", "CL"),
            ("chn", "CN"),
            ("deu", "DE"),
            ("xkx", "XK"),
            ("zwe", "ZW"),
            ("are", "AE"),
            ("gbr", "GB"),
            ("and", "AD"),
            ("dnk", "DK"),
        ] {
            assert_eq!(by_three(code), Some(wanted), "{code}");
        }
        for code in ["ger", "sui", "den", "xyz", "brx", "usd"] {
            assert_eq!(by_three(code), None, "{code}");
        }
    }

    #[test]
    fn other_names_stand_as_they_are_compared() {
        for entry in OTHER_NAMES.trim_matches('|').split('|') {
            let (name, code) = entry.split_once('=').unwrap_or_default();
            assert_eq!(letters(name), name);
            assert!(phone::place_of(code).is_some() || ["AQ", "BQ", "GS", "TF"].contains(&code), "{entry}");
        }
    }
}
