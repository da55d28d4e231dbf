//! Phone numbers against Google's own answers, and what must hold for any text.

#![allow(clippy::unwrap_used, clippy::panic, reason = "that is how a test fails")]

use presend::phone::{self, Number, ParseError, Possible};

/// Inputs with the answers of libphonenumber for the same metadata; made by `npm run corpus:phone`.
const CORPUS: &str = include_str!("corpus/phone.tsv");

struct Row<'a> {
    input: &'a str,
    region: Option<&'a str>,
    /// Everything else, as the corpus writes it.
    answer: Vec<&'a str>,
}

fn rows() -> impl Iterator<Item = Row<'static>> {
    read(CORPUS)
}

fn read(table: &str) -> impl Iterator<Item = Row<'_>> {
    table.lines().skip(1).map(|line| {
        let mut cells = line.split('\t');
        let (input, region) = (cells.next().unwrap(), cells.next().unwrap());
        Row { input, region: Some(region).filter(|region| !region.is_empty()), answer: cells.collect() }
    })
}

/// An answer in the words and columns of the corpus.
fn answer(parsed: Result<Number, ParseError>) -> Vec<String> {
    let bit = |yes: bool| String::from(if yes { "1" } else { "0" });
    match parsed {
        Err(error) => ["0", "0", "", "UNKNOWN", "", "", google_error(error)].map(String::from).into(),
        Ok(number) => vec![
            bit(number.is_valid()),
            bit(number.possible().is_possible()),
            number.region().unwrap_or_default().into(),
            number.number_type().as_str().into(),
            format!("+{}", number.digits()),
            number.extension().unwrap_or_default().into(),
            google_length(number.possible()).into(),
        ],
    }
}

fn google_error(error: ParseError) -> &'static str {
    match error {
        ParseError::NotANumber => "NOT_A_NUMBER",
        ParseError::InvalidCountryCode => "INVALID_COUNTRY_CODE",
        ParseError::TooShortAfterPrefix => "TOO_SHORT_AFTER_IDD",
        ParseError::TooShort => "TOO_SHORT_NSN",
        ParseError::TooLong => "TOO_LONG",
        other => panic!("{other:?} is new"),
    }
}

fn google_length(possible: Possible) -> &'static str {
    match possible {
        Possible::Yes => "IS_POSSIBLE",
        Possible::LocalOnly => "IS_POSSIBLE_LOCAL_ONLY",
        Possible::TooShort => "TOO_SHORT",
        Possible::TooLong => "TOO_LONG",
        Possible::InvalidLength => "INVALID_LENGTH",
        other => panic!("{other:?} is no length"),
    }
}

/// Asks for every row, and fails with the first rows that are answered otherwise.
fn compare<'a>(rows: impl Iterator<Item = Row<'a>>) -> usize {
    let mut count = 0;
    let mut wrong = Vec::new();
    for row in rows {
        count += 1;
        let ours = answer(phone::parse(row.input, row.region));
        let same = |(ours, google): (&String, &&str)| ours == google || *google == "?";
        if ours.len() != row.answer.len() || !ours.iter().zip(&row.answer).all(same) {
            wrong.push(format!("{:?} {:?}\n  ours   {ours:?}\n  google {:?}", row.input, row.region, row.answer));
        }
    }
    let shown = wrong.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {count} rows differ\n{shown}", wrong.len());
    count
}

#[test]
fn every_answer_is_googles() {
    let count = compare(rows());
    assert!(count > 20_000, "the corpus is cut short: {count} rows");
}

#[test]
#[ignore = "npm run sweep:phone makes the rows and runs this"]
fn sweep() {
    let rows = std::fs::read_to_string(std::env::var("PHONE_SWEEP").unwrap()).unwrap();
    println!("{} rows, all as Google answers", compare(read(&rows)));
}

#[test]
fn is_valid_agrees_with_parse() {
    for row in rows() {
        let parsed = phone::parse(row.input, row.region).is_ok_and(|number| number.is_valid());
        assert_eq!(phone::is_valid(row.input, row.region), parsed, "{:?} {:?}", row.input, row.region);
    }
}

/// What must hold for any text. Random text is a matter of the native tests: the browser runs the corpus.
#[cfg(not(target_family = "wasm"))]
mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Text that looks like a number more often than chance would have it.
    const TELEPHONE: &str =
        "[+＋]{0,2}[0-9٠-٩ ().,;:/x#*~-]{0,30}(;ext=|ext\\. ?|;phone-context=\\+?|;isub=|доб)?[0-9a-zA-Z]{0,12}#?";

    /// Valid numbers in the form that everything is stored in.
    fn valid_e164() -> impl Strategy<Value = &'static str> {
        let valid = rows().filter(|row| row.answer[0] == "1").map(|row| row.answer[4]);
        // Google cannot read these back either: it takes the 8 that belongs to them for the prefix of Belarus.
        prop::sample::select(valid.filter(|e164| !e164.starts_with("+375810")).collect::<Vec<_>>())
    }

    fn any_region() -> impl Strategy<Value = Option<&'static str>> {
        let regions: Vec<_> = (1..1000).flat_map(phone::regions).map(Some).chain([None, Some("ZZ")]).collect();
        prop::sample::select(regions)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn valid_digits_come_out_as_they_went_in(e164 in valid_e164()) {
            let number = phone::parse(e164, None).unwrap();
            prop_assert!(number.is_valid());
            prop_assert_eq!(number.digits(), &e164[1..]);
            prop_assert_eq!(phone::parse_international(&e164[1..]), Ok(number));
            prop_assert_eq!(format!("{}{}", number.calling_code(), number.national()), number.digits());
            prop_assert!(phone::regions(number.calling_code()).any(|region| Some(region) == number.region()));
        }

        #[test]
        fn a_plus_outweighs_the_region(e164 in valid_e164(), region in any_region()) {
            prop_assert_eq!(phone::parse(e164, region), phone::parse(e164, None));
        }

        #[test]
        fn separators_change_nothing(e164 in valid_e164(), at in 2usize..8, mark in "[ .()/-]{1,3}") {
            let at = at.min(e164.len() - 1);
            let spaced = format!("{}{mark}{}", &e164[..at], &e164[at..]);
            prop_assert_eq!(phone::parse(&spaced, None), phone::parse(e164, None));
        }

        #[test]
        fn no_text_is_too_strange(text in any::<String>(), region in any_region()) {
            holds_together(&text, region);
        }

        #[test]
        fn no_telephone_text_is_too_strange(text in TELEPHONE, region in any_region()) {
            holds_together(&text, region);
        }

        #[test]
        fn no_region_is_too_strange(text in TELEPHONE, region in any::<String>()) {
            holds_together(&text, Some(&region));
            let _ = (phone::calling_code(&region), phone::national_prefix(&region), phone::international_prefix(&region));
        }
    }

    fn holds_together(text: &str, region: Option<&str>) {
        let parsed = phone::parse(text, region);
        assert_eq!(phone::is_valid(text, region), parsed.is_ok_and(|number| number.is_valid()));
        let _ = phone::parse_international(text);
        let Ok(number) = parsed else { return };
        assert!(
            (3..=20).contains(&number.digits().len()) && number.digits().bytes().all(|digit| digit.is_ascii_digit())
        );
        assert!((2..=17).contains(&number.national().len()));
        // Seven-digit numbers of Canadian companies are valid, and look local by the lengths of the United States.
        assert!(!number.is_valid() || number.possible().is_possible() && number.region().is_some());
    }

    #[test]
    fn long_text_is_refused_without_reading_it() {
        for text in ["1".repeat(10_000_000), " ".repeat(10_000_000), "१".repeat(1_000_000), "+".repeat(251)] {
            assert_eq!(phone::parse(&text, Some("IN")), Err(ParseError::TooLong));
        }
        for piece in ["+", " ", "x", ",", "-", ";ext=", "/ x", ";phone-context=", "1 ", "1,", "a1", "#"] {
            let text = piece.repeat(250 / piece.len());
            holds_together(&text, Some("US"));
            holds_together(&format!("{}1", &text[1..]), Some("US"));
        }
    }
}
