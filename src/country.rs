//! Names of countries, for messages.

use crate::words::Val;

// NAMES: "ADAndorra\u{1f}AEUnited Arab Emirates\u{1f}…", made from src/data/countries.toml.
include!(concat!(env!("OUT_DIR"), "/countries.rs"));

/// The English name of a country by its ISO 3166 code, with the code itself where there is none.
pub(crate) fn name(region: &str) -> Val {
    let entry = NAMES.split('\u{1f}').find_map(|entry| entry.strip_prefix(region));
    Val::Text(entry.unwrap_or(region).to_string())
}

/// All countries: code and English name.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.split('\u{1f}').filter_map(|entry| entry.split_at_checked(2))
}

/// The countries that a national number can be read in, by the ISO 3166 codes that `country` takes.
///
/// ```
/// assert!(presend::countries().any(|code| code == "IN"));
/// ```
pub fn countries() -> impl Iterator<Item = &'static str> {
    all().map(|(code, _)| code).filter(|code| crate::phone::calling_code(code).is_some())
}

/// The country of a number, the main one of its calling code where the number itself does not tell, or the calling code
/// where that belongs to no country.
pub(crate) fn of_number(region: Option<&str>, calling_code: u16) -> Val {
    let main = || crate::phone::regions(calling_code).next();
    match region.or_else(main).filter(|r| *r != "001") {
        Some(region) => name(region),
        None => Val::Text(format!("+{calling_code}")),
    }
}

/// A country's code as ISO has it. `UK` is what people write, and what ISO keeps free for that.
pub(crate) fn usual(code: &str) -> &str {
    if code.eq_ignore_ascii_case("uk") { "GB" } else { code }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() {
        assert_eq!(name("IN").to_string(), "India");
        assert_eq!(name("XX").to_string(), "XX");
        assert_eq!(of_number(Some("001"), 870).to_string(), "+870");
    }

    #[test]
    fn every_country_of_the_phone_engine_is_named() {
        let mut known: Vec<_> = (1..1000).flat_map(crate::phone::regions).filter(|region| *region != "001").collect();
        known.sort_unstable();
        assert_eq!(countries().collect::<Vec<_>>(), known);
    }
}
