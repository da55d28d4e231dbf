//! Phone numbers against Google's own answers, and what must hold for any text.

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
    CORPUS.lines().skip(1).map(|line| {
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

#[test]
fn every_answer_is_googles() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for row in rows() {
        count += 1;
        let ours = answer(phone::parse(row.input, row.region));
        if ours != row.answer {
            wrong.push(format!("{:?} {:?}\n  ours   {ours:?}\n  google {:?}", row.input, row.region, row.answer));
        }
    }
    assert!(count > 19_000, "the corpus is cut short: {count} rows");
    let shown = wrong.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {count} rows differ\n{shown}", wrong.len());
}

#[test]
fn is_valid_agrees_with_parse() {
    for row in rows() {
        let parsed = phone::parse(row.input, row.region).is_ok_and(|number| number.is_valid());
        assert_eq!(phone::is_valid(row.input, row.region), parsed, "{:?} {:?}", row.input, row.region);
    }
}
