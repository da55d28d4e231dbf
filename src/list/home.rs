//! The country that a row names, in which its number is read.
//!
//! A list says where a person lives, which is not always where the number is from: a number that is none of that country, but
//! a whole international one without its plus, stays what it is.

use super::number::Judge;
use crate::country;
use crate::draft::Draft;
use crate::recipient::{Setting, is_valid_phone};
use crate::{Error, phone};

/// What people and programs call countries beside their codes and English names.
const OTHER_NAMES: &str = "|usa=US|united states of america=US|u.s.=US|uk=GB|great britain=GB|england=GB|uae=AE\
    |deutschland=DE|allemagne=DE|alemania=DE|österreich=AT|schweiz=CH|suisse=CH|svizzera=CH|españa=ES|espagne=ES\
    |méxico=MX|brasil=BR|brésil=BR|italia=IT|italie=IT|nederland=NL|belgique=BE|belgië=BE|polska=PL|sverige=SE|danmark=DK\
    |norge=NO|suomi=FI|turkey=TR|россия=RU|日本=JP|中国=CN|south korea=KR|ivory coast=CI|";

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

    /// The judge of a row, by its number and the country that it names.
    pub(crate) fn of(&mut self, number: &str, named: &str) -> &Judge<'f> {
        // A number with a plus is the same everywhere.
        let Some(place) = self.place(named).filter(|_| !number.contains(['+', '＋'])) else { return &self.base };
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
        let small = named.to_lowercase();
        let code = named.trim_start_matches(['+', '0']);
        if let Ok(code) = code.parse() {
            return phone::regions(code).next();
        }
        let is = |name: &str| name.to_lowercase() == small;
        let known = country::all().find(|(_, name)| is(name) || is(&self.setting.language.said(name)));
        let other = || OTHER_NAMES.split_once(&format!("|{small}="))?.1.get(..2);
        known.map(|(code, _)| code).or_else(other)
    }
}
