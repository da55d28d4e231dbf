//! The recipient: WhatsApp's own ways of writing numbers, on top of the numbering plans.
//!
//! What a person typed is read as Google's libphonenumber reads it, with two differences: links and addresses that hold a
//! number are taken off first, and digits without a plus are read as an international number, which is WhatsApp's form.

use crate::Error;
use crate::catalogue::{Platform, Rule, rule};
use crate::country;
use crate::draft::Draft;
use crate::findings::Findings;
use crate::locale::Language;
use crate::phone::{self, Number, NumberType, Outline, ParseError, Possible};
use crate::policy::Policy;
use crate::report::{Level, PhoneReport, RecipientKind, Variant};
use crate::value::{Path, Text, Value};
use crate::words::{Val, quote};

/// A recipient that was read.
#[derive(Default)]
pub(crate) struct Recipient {
    pub(crate) kind: RecipientKind,
    pub(crate) digits: Option<String>,
    pub(crate) region: Option<&'static str>,
    pub(crate) number: Option<Number>,
    variants: Vec<Variant>,
}

/// What reading depends on beside the text itself.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    /// The country to read national numbers in.
    pub(crate) country: Option<&'a str>,
    /// The sender's country, in which digits without a plus may be a national number.
    pub(crate) sender_country: Option<&'a str>,
    pub(crate) policy: &'a Policy,
    pub(crate) platform: &'a Platform,
    pub(crate) language: Language,
    /// The message says that it goes to a group.
    pub(crate) group: bool,
}

/// Reads a phone number as a person typed it.
///
/// `country` is the ISO 3166 code in which a national number is read. Without it, digits without a plus are read as an
/// international number: `919876543210`. Text that is no number is a report with a finding, not an error.
///
/// ```
/// let report = presend::phone("+91 98765 43210", &presend::Value::Null)?;
/// assert!(report.valid);
/// assert_eq!((report.digits.as_deref(), report.region), (Some("919876543210"), Some("IN")));
/// # Ok::<(), presend::Error>(())
/// ```
///
/// # Errors
/// Options of the wrong kind.
pub fn phone(input: &str, options: &Value) -> Result<PhoneReport, Error> {
    let country =
        if *options == Value::Null { None } else { crate::draft::country(&crate::value::Node::root(options))? };
    let options = Draft::options(options)?;
    let setting = Setting {
        country,
        sender_country: None,
        policy: &options.policy,
        platform: options.platform,
        language: options.language,
        group: false,
    };
    let mut findings = Findings::default();
    let recipient = read(&Text { text: input, path: Path::Named("input") }, &setting, &mut findings);
    Ok(recipient.report(findings, &setting))
}

/// Whether a text is a valid phone number: the same engine as [`phone()`], without a report.
///
/// ```
/// assert!(presend::is_valid_phone("919876543210", None));
/// assert!(presend::is_valid_phone("0171 2345678", Some("DE")));
/// ```
pub fn is_valid_phone(input: &str, country: Option<&str>) -> bool {
    let country = country.map(crate::country::usual);
    let trimmed = input.trim();
    if is_user_id(trimmed) || trimmed.ends_with("@g.us") {
        return false;
    }
    let bare = unwrap(trimmed).unwrap_or(trimmed).trim();
    if country.is_none() { phone::is_valid_international(bare) } else { phone::is_valid(bare, country) }
}

impl Recipient {
    /// Whether these digits are the recipient's, in any of the forms WhatsApp may know them under.
    pub(crate) fn answers_to(&self, digits: &str) -> bool {
        self.digits.as_deref() == Some(digits) || self.variants.iter().any(|variant| variant.digits == digits)
    }
}

/// The digits of a number, where it can be read.
pub(crate) fn digits(text: &str, country: Option<&str>) -> Option<String> {
    parse(unwrap(text.trim()).unwrap_or(text), country).ok().map(|n| n.digits().to_string())
}

/// Whether two ways of writing mean the same recipient.
pub(crate) fn same_address(a: &str, b: &str, country: Option<&str>) -> bool {
    let plain =
        |text: &str| text.trim().strip_prefix('+').map(only_digits).filter(|d| text.trim().len() == d.len() + 1);
    if let (Some(a), Some(b)) = (plain(a), plain(b)) {
        // Two numbers that are written out in full differ when their digits do.
        return a == b;
    }
    a.trim() == b.trim() || digits(a, country).is_some_and(|a| Some(a) == digits(b, country))
}

fn parse(text: &str, country: Option<&str>) -> Result<Number, ParseError> {
    match country {
        Some(country) => phone::parse(text, Some(country)),
        None => phone::parse_international(text),
    }
}

/// A business-scoped user id: `US.13491208655302741918`, or `US.ENT.…` across portfolios.
pub(crate) fn is_user_id(text: &str) -> bool {
    let Some((country, rest)) = text.split_once('.') else { return false };
    let id = rest.strip_prefix("ENT.").unwrap_or(rest);
    country.len() == 2
        && country.bytes().all(|b| b.is_ascii_uppercase())
        && (1..=128).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// A WhatsApp username: 3 to 35 of `a-z 0-9 . _` with at least one letter, often written with an @.
fn is_username(text: &str) -> bool {
    let name = text.strip_prefix('@').unwrap_or(text);
    (3..=35).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_'))
        && name.bytes().any(|b| b.is_ascii_lowercase())
}

/// The number inside a link or address of WhatsApp's; `None` for text that is neither.
fn unwrap(text: &str) -> Option<&str> {
    // Most texts are plain numbers; those cost no more than this look.
    if !text.bytes().any(|byte| matches!(byte, b':' | b'@' | b'/')) {
        return None;
    }
    let without = |prefix: &str| {
        text.get(..prefix.len()).filter(|start| start.eq_ignore_ascii_case(prefix)).map(|_| &text[prefix.len()..])
    };
    if let Some(rest) = without("whatsapp:").filter(|rest| !rest.starts_with("//")) {
        return Some(rest);
    }
    let lower = text.to_ascii_lowercase();
    for tail in ["@c.us", "@s.whatsapp.net"] {
        if let Some(head) = lower.strip_suffix(tail) {
            // `123:45@s.whatsapp.net` names a device after the colon.
            return text[..head.len()].split(':').next();
        }
    }
    let at = ["phone=", "wa.me/", "wa.me/+"].iter().find_map(|mark| {
        let host = ["wa.me", "whatsapp.com", "whatsapp://"].iter().any(|host| lower.contains(host));
        lower.find(mark).filter(|_| host).map(|at| at + mark.len())
    })?;
    let rest = &text[at..];
    let end = rest.find(['?', '&', '#', '/', ' ']).unwrap_or(rest.len());
    let number = &rest[..end];
    // An encoded plus is still a plus.
    Some(number.strip_prefix("%2B").or(number.strip_prefix("%2b")).unwrap_or(number))
}

/// Reads a recipient and notes what is found about its address.
pub(crate) fn read(text: &Text<'_>, setting: &Setting<'_>, findings: &mut Findings) -> Recipient {
    let trimmed = text.text.trim();
    if trimmed.is_empty() {
        findings.add(rule::RECIPIENT_EMPTY).at(&text.path);
        return Recipient::default();
    }
    if is_user_id(trimmed) {
        return Recipient { kind: RecipientKind::UserId, ..Recipient::default() };
    }
    if setting.group || trimmed.ends_with("@g.us") {
        findings.add(rule::RECIPIENT_GROUP).at(&text.path);
        return Recipient { kind: RecipientKind::Group, ..Recipient::default() };
    }
    let wrapped = unwrap(trimmed);
    let bare = wrapped.unwrap_or(trimmed).trim();
    match parse(bare, setting.country) {
        Ok(number) => {
            if wrapped.is_some() {
                rewritten(findings.add(rule::RECIPIENT_WRAPPER), text, &number);
            }
            judge(text, bare, number, setting, findings)
        }
        Err(error) => {
            unreadable(text, bare, error, findings);
            Recipient::default()
        }
    }
}

/// Offers the plain international form in place of what was typed.
fn rewritten(found: &mut crate::findings::Found, text: &Text<'_>, number: &Number) {
    found.value("digits", Val::Text(number.digits().into())).part(text, 0, text.text.len()).edit(
        text,
        0,
        text.text.len(),
        format!("+{}", number.digits()),
    );
}

/// Why a text is no number, as exactly as it can be told.
enum Fault<'t> {
    /// A prefix for calls abroad stands before this.
    Prefix(&'t str),
    Username,
    /// These letters, and where they begin.
    Letters(usize, &'t str),
    TrunkZero,
    CountryCode,
    NotANumber,
}

impl<'t> Fault<'t> {
    /// `bare`: from the first letter, digit or plus on.
    fn of(bare: &'t str, error: ParseError) -> Self {
        if let Some(rest) = after_international_prefix(bare) {
            Self::Prefix(rest)
        } else if is_username(bare) && !bare.bytes().all(|b| b.is_ascii_digit()) {
            Self::Username
        } else if let Some((at, letters)) = letters(bare) {
            Self::Letters(at, letters)
        } else if bare.chars().next().and_then(phone::digit) == Some(0) {
            Self::TrunkZero
        } else if error == ParseError::InvalidCountryCode {
            Self::CountryCode
        } else {
            Self::NotANumber
        }
    }

    fn rule(&self) -> &'static Rule {
        match self {
            Self::Prefix(_) => rule::RECIPIENT_INTERNATIONAL_PREFIX,
            Self::Username => rule::RECIPIENT_USERNAME,
            Self::Letters(..) => rule::RECIPIENT_LETTERS,
            Self::TrunkZero => rule::RECIPIENT_TRUNK_ZERO,
            Self::CountryCode => rule::RECIPIENT_COUNTRY_CODE_UNKNOWN,
            Self::NotANumber => rule::RECIPIENT_NOT_A_NUMBER,
        }
    }
}

fn unreadable(text: &Text<'_>, bare: &str, error: ParseError, findings: &mut Findings) {
    let bare = unmarked(bare);
    let start = text.text.find(bare).unwrap_or(0);
    let fault = Fault::of(bare, error);
    let found = findings.add(fault.rule());
    match fault {
        Fault::Prefix(rest) => {
            // With the blanks behind it: what is left begins with the country code.
            let prefix = &bare[..bare.len() - rest.len()];
            let dialled = prefix.trim_end_matches([' ', '-', '(']);
            found
                .value("prefix", Val::Text(dialled.into()))
                .value("suggestion", quote(&format!("+{}", in_ascii(rest))));
            found.part(text, start, start + dialled.len());
            if phone::parse_international(rest).is_ok_and(|n| n.possible().is_possible()) {
                found.edit(text, start, start + prefix.len(), "+");
            }
        }
        Fault::Username => {
            found.part(text, start, start + bare.len());
        }
        Fault::Letters(at, letters) => {
            found.value("found", quote(letters)).part(text, start + at, start + at + letters.len());
        }
        Fault::TrunkZero => {
            let zero = bare.chars().next().map_or(0, char::len_utf8);
            found.value("input", quote(bare)).part(text, start, start + zero);
        }
        Fault::CountryCode => {
            found.value("digits", quote(&only_digits(&in_ascii(bare)))).at(&text.path);
        }
        Fault::NotANumber => {
            found.value("input", quote(bare)).at(&text.path);
        }
    }
}

/// Without what spreadsheets and copying put before a number: `'`, `="`, invisible marks, opening brackets.
fn unmarked(bare: &str) -> &str {
    let rest = bare.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '＋' | '@'));
    if rest.is_empty() { bare } else { rest }
}

/// Digits of any script as ASCII.
fn in_ascii(text: &str) -> String {
    text.chars().map(|c| phone::digit(c).map_or(c, |value| char::from(b'0' + value))).collect()
}

/// What follows `00` or `011`, the prefixes for calls abroad that are met most.
fn after_international_prefix(text: &str) -> Option<&str> {
    let mut rest = text.chars();
    let mut digit = || rest.next().and_then(phone::digit);
    match (digit(), digit()) {
        (Some(0), Some(0)) => {}
        (Some(0), Some(1)) if digit() == Some(1) => {}
        _ => return None,
    }
    let next = rest.as_str().trim_start_matches([' ', '-', '(']);
    next.chars().next().and_then(phone::digit).is_some_and(|first| first > 0).then_some(next)
}

/// The first run of letters.
fn letters(text: &str) -> Option<(usize, &str)> {
    let start = text.find(char::is_alphabetic)?;
    let end = text[start..].find(|c: char| !c.is_alphabetic()).map_or(text.len(), |at| start + at);
    Some((start, &text[start..end]))
}

/// Everything that can be said of a number that was read.
fn judge(text: &Text<'_>, bare: &str, number: Number, setting: &Setting<'_>, findings: &mut Findings) -> Recipient {
    let variants = variants(&number);
    spelling(text, bare, &number, setting, findings);
    plan(text, &number, &variants, findings);
    may_be_national(text, bare, &number, setting, findings);
    restricted(text, &number, setting, findings);
    Recipient {
        kind: RecipientKind::Phone,
        digits: Some(number.digits().to_string()),
        region: number.region(),
        number: Some(number),
        variants,
    }
}

/// How it was written.
fn spelling(text: &Text<'_>, bare: &str, number: &Number, setting: &Setting<'_>, findings: &mut Findings) {
    if let Some(extension) = number.extension() {
        let found =
            findings.add(rule::RECIPIENT_EXTENSION).value("extension", Val::Text(extension.into())).at(&text.path);
        found.edit(text, 0, text.text.len(), format!("+{}", number.digits()));
    } else if bare.chars().any(|c| !c.is_ascii() && !c.is_alphabetic()) {
        rewritten(findings.add(rule::RECIPIENT_OTHER_DIGITS), text, number);
    } else if let Some((at, letters)) = letters(bare).filter(|_| !bare.starts_with("tel:")) {
        // Letters of a keypad spell digits on a telephone, but the platform refuses them.
        let start = text.text.find(bare).unwrap_or(0) + at;
        let found = findings
            .add(rule::RECIPIENT_LETTERS)
            .value("found", quote(letters))
            .value("digits", Val::Text(number.digits().into()))
            .part(text, start, start + letters.len());
        // Where the digits that the letters spell make no number, a letter more likely stands for a digit: nothing to offer.
        if number.is_valid() {
            found.edit(text, 0, text.text.len(), format!("+{}", number.digits()));
        }
    } else if is_national_form(bare, number, setting) {
        let found = findings.add(rule::RECIPIENT_NATIONAL_FORM);
        found.value("country", country::of_number(number.region(), number.calling_code()));
        rewritten(found, text, number);
    }
    if setting.platform.bare_numbers && bare.starts_with('+') {
        findings
            .add(rule::RECIPIENT_PLUS_NOT_WANTED)
            .value("platform", Val::Text(setting.platform.name.into()))
            .value("digits", Val::Text(number.digits().into()))
            .at(&text.path);
    }
}

/// Written as it is dialled at home.
fn is_national_form(bare: &str, number: &Number, setting: &Setting<'_>) -> bool {
    // A number that cannot be is not worth storing, in whatever form.
    setting.country.is_some()
        && number.possible().is_possible()
        && !bare.contains('+')
        && !only_digits(bare).starts_with(number.digits())
}

fn only_digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// E.164 ends at fifteen digits, country code included; some plans, and libphonenumber with them, know longer numbers.
const TOO_LONG: u64 = 1_000_000_000_000_000;

/// What the numbering plan says of a number. `old_form`: WhatsApp may know it under another one.
pub(crate) fn plan_rule(number: &Outline, old_form: bool) -> Option<(&'static Rule, Level)> {
    // More than eighteen digits are kept as none.
    let rule = if !(1..TOO_LONG).contains(&number.value()) {
        rule::RECIPIENT_TOO_LONG
    } else if number.is_valid() {
        match number.number_type() {
            NumberType::FixedLine => rule::RECIPIENT_LANDLINE,
            other => unlikely_kind(other).map(|_| rule::RECIPIENT_UNLIKELY_KIND)?,
        }
    } else if old_form {
        // Mexico and Brazil: WhatsApp itself translates between the two forms.
        let translated = matches!(number.calling_code(), 52 | 55);
        let level = if translated { Level::Note } else { rule::RECIPIENT_OLD_FORM.level };
        return Some((rule::RECIPIENT_OLD_FORM, level));
    } else {
        match number.possible() {
            // Between two lengths in use: nearer to the longer one, as a digit is more often lost than added.
            Possible::TooShort | Possible::InvalidLength => rule::RECIPIENT_TOO_SHORT,
            Possible::TooLong => rule::RECIPIENT_TOO_LONG,
            _ => rule::RECIPIENT_RANGE_NOT_IN_USE,
        }
    };
    Some((rule, rule.level))
}

fn plan(text: &Text<'_>, number: &Number, variants: &[Variant], findings: &mut Findings) {
    let old_form = variants.first().filter(|_| !number.is_valid());
    let Some((rule, level)) = plan_rule(number.outline(), old_form.is_some()) else { return };
    let found = findings.add(rule).level(level).at(&text.path);
    if number.is_valid() && rule.level != Level::Fail {
        if let Some(words) = unlikely_kind(number.number_type()) {
            found.value("kind", Val::Text(words.into()));
        }
        return;
    }
    found.value("country", country::of_number(number.region(), number.calling_code()));
    if let Some(variant) = old_form {
        found.value("suggestion", Val::Text(format!("+{}", variant.digits)));
    } else if rule.level != Level::Fail {
        found.value("digits", Val::Text(number.digits().into()));
    } else {
        found.count("count", number.national().len());
    }
}

/// Kinds of number that hardly take WhatsApp, in words.
fn unlikely_kind(number_type: NumberType) -> Option<&'static str> {
    Some(match number_type {
        NumberType::Pager => "pager",
        NumberType::Voicemail => "voicemail",
        NumberType::PremiumRate => "premium-rate",
        NumberType::SharedCost => "shared-cost",
        NumberType::Uan => "company-wide access",
        _ => return None,
    })
}

/// What digits without a plus mean in the sender's own country, where they mean another number there.
///
/// Digits that are a number of that country with its code in front are taken for that one, and so are all digits where
/// the platform wants them without a plus.
fn national_reading(bare: &str, number: &Number, setting: &Setting<'_>) -> Option<Number> {
    let open = setting.country.is_none() && !setting.platform.bare_numbers && !bare.contains(['+', '＋']);
    let home = setting.sender_country.filter(|_| open)?;
    if number.is_valid() && number.region().is_some_and(|region| region.eq_ignore_ascii_case(home)) {
        return None;
    }
    phone::parse(bare, Some(home)).ok().filter(|national| national.is_valid() && national.digits() != number.digits())
}

fn may_be_national(text: &Text<'_>, bare: &str, number: &Number, setting: &Setting<'_>, findings: &mut Findings) {
    // Links and addresses of WhatsApp's hold the number with its country code.
    if unwrap(text.text.trim()).is_some() {
        return;
    }
    let Some(national) = national_reading(bare, number, setting) else { return };
    let suggestion = format!("+{}", national.digits());
    findings
        .add(rule::RECIPIENT_MAY_BE_NATIONAL)
        .value("digits", Val::Text(number.digits().into()))
        .value("country", country::of_number(number.region(), number.calling_code()))
        .value("national", country::of_number(national.region(), national.calling_code()))
        .value("suggestion", Val::Text(suggestion.clone()))
        .part(text, 0, text.text.len())
        .edit(text, 0, text.text.len(), suggestion);
}

/// The country of a number, where WhatsApp Business serves nobody.
fn restricted_region(number: &Number, policy: &Policy) -> Option<&'static str> {
    let region = number.region().or_else(|| phone::regions(number.calling_code()).next())?;
    policy.restricted_countries.iter().any(|c| c.eq_ignore_ascii_case(region)).then_some(region)
}

fn restricted(text: &Text<'_>, number: &Number, setting: &Setting<'_>, findings: &mut Findings) {
    if let Some(region) = restricted_region(number, setting.policy) {
        findings.add(rule::RECIPIENT_COUNTRY_RESTRICTED).value("country", country::name(region)).at(&text.path);
    }
}

/// What [`read`] would find in a number that is written with digits, a plus and plain separators only: rules and levels
/// without their words, which is a tenth of the work. For long lists.
///
/// `bare` is the number as it was written, `plain` the same without its separators.
pub(crate) fn glance(
    bare: &str,
    plain: &str,
    setting: &Setting<'_>,
    note: &mut impl FnMut(&'static Rule, Level),
) -> Option<Number> {
    let number = match parse(plain, setting.country) {
        Ok(number) => number,
        Err(error) => {
            let rule = Fault::of(unmarked(bare), error).rule();
            note(rule, rule.level);
            return None;
        }
    };
    let mut add = |rule: &'static Rule| note(rule, rule.level);
    if is_national_form(plain, &number, setting) {
        add(rule::RECIPIENT_NATIONAL_FORM);
    }
    if setting.platform.bare_numbers && bare.starts_with('+') {
        add(rule::RECIPIENT_PLUS_NOT_WANTED);
    }
    let old_form = !number.is_valid() && !variants(&number).is_empty();
    if let Some((rule, level)) = plan_rule(number.outline(), old_form) {
        note(rule, level);
    }
    let mut add = |rule: &'static Rule| note(rule, rule.level);
    if national_reading(plain, &number, setting).is_some() {
        add(rule::RECIPIENT_MAY_BE_NATIONAL);
    }
    if restricted_region(&number, setting.policy).is_some() {
        add(rule::RECIPIENT_COUNTRY_RESTRICTED);
    }
    Some(number)
}

/// Whether [`variants`] may be known of invalid numbers of a calling code.
pub(crate) fn has_old_form(calling_code: u16) -> bool {
    matches!(calling_code, 52 | 54 | 55 | 225 | 229)
}

/// Other forms under which WhatsApp may know the person. Landlines are left alone.
fn variants(number: &Number) -> Vec<Variant> {
    let national = number.national();
    let valid = |digits: &str, kinds: &[NumberType]| {
        phone::parse_international(digits).is_ok_and(|n| n.is_valid() && kinds.contains(&n.number_type()))
    };
    let mobile = [NumberType::Mobile, NumberType::FixedLineOrMobile];
    let (digits, why) = match number.calling_code() {
        52 => match (national.len(), national.strip_prefix('1')) {
            (11, Some(rest)) => (format!("52{rest}"), "Mexico dropped the 1 after the country code in 2019"),
            (10, _) if number.is_valid() => {
                (format!("521{national}"), "older WhatsApp ids of Mexico have a 1 after the country code")
            }
            _ => return Vec::new(),
        },
        54 => match (national.len(), national.strip_prefix('9')) {
            (11, Some(rest)) => {
                (format!("54{rest}"), "test lists and some tools write Argentine numbers without the 9")
            }
            (10, _) if valid(&format!("549{national}"), &mobile) => {
                (format!("549{national}"), "Argentine mobiles have a 9 after the country code")
            }
            _ => return Vec::new(),
        },
        55 => match (national.len(), national.as_bytes().get(2)) {
            (11, Some(b'9')) if number.is_valid() => {
                (format!("55{}{}", &national[..2], &national[3..]), "older WhatsApp ids of Brazil lack the ninth digit")
            }
            (10, Some(b'6'..=b'9')) if !number.is_valid() => {
                (format!("55{}9{}", &national[..2], &national[2..]), "Brazilian mobiles got a ninth digit")
            }
            _ => return Vec::new(),
        },
        225 if national.len() == 8 => return ivory_coast(national, &mobile),
        229 if national.len() == 8 => (format!("22901{national}"), "Benin put 01 in front of every number in 2024"),
        229 if number.is_valid() && national.starts_with("01") => {
            (format!("229{}", &national[2..]), "older WhatsApp ids of Benin have eight digits")
        }
        _ => return Vec::new(),
    };
    vec![Variant { digits, why: why.into() }]
}

/// In 2021 mobiles of Côte d'Ivoire got 01, 05 or 07 in front, by operator: offered are those that make a mobile number.
fn ivory_coast(national: &str, mobile: &[NumberType]) -> Vec<Variant> {
    ["07", "05", "01"]
        .iter()
        .map(|prefix| format!("225{prefix}{national}"))
        .filter(|digits| {
            phone::parse_international(digits).is_ok_and(|n| n.is_valid() && mobile.contains(&n.number_type()))
        })
        .map(|digits| Variant {
            digits, why: "Côte d’Ivoire put two digits in front of every number in 2021".into()
        })
        .collect()
}

impl Recipient {
    pub(crate) fn report(mut self, findings: Findings, setting: &Setting<'_>) -> PhoneReport {
        for variant in &mut self.variants {
            variant.why = setting.language.said(&variant.why);
        }
        let number = self.number.as_ref();
        PhoneReport {
            valid: number.is_some_and(Number::is_valid),
            possible: number.is_some_and(|n| n.possible().is_possible()),
            region: self.region,
            calling_code: number.map(|n| n.calling_code().to_string()),
            number_type: number.map_or(NumberType::Unknown, Number::number_type),
            kind: self.kind,
            digits: self.digits,
            variants: self.variants,
            findings: findings.finish(setting.policy, setting.platform, setting.language),
        }
    }
}
