//! Media: where the file comes from, what it is, how large it is, and its caption.

use super::Context;
use super::content::too_long;
use crate::catalogue::rule;
use crate::findings::Findings;
use crate::media::{self, AUDIO, DOCUMENT, Format, GIF, IMAGE, STICKER, Sniffed, VIDEO, size_words, source_fault};
use crate::message::Kind;
use crate::policy::Policy;
use crate::report::Level;
use crate::template::supplied::{Group, Supplied};
use crate::value::{Node, Path, Text, Value};
use crate::words::{Val, quote};
use crate::{Error, Instant};

/// Types of message, and of headers, that show a file: the bit in [`Format::fits`] and the formats in words.
const KINDS: [(&str, u8, &str); 6] = [
    ("image", IMAGE, "JPEG and PNG"),
    ("video", VIDEO, "MP4 and 3GP"),
    ("audio", AUDIO, "MP3, M4A, AAC, AMR and Ogg with Opus"),
    ("document", DOCUMENT, "PDF, Word, Excel, PowerPoint and plain text"),
    ("sticker", STICKER, "WebP"),
    ("gif", GIF, "MP4"),
];

/// A place for a file, with what is known of the file there.
struct Place<'a> {
    name: &'static str,
    bit: u8,
    formats: &'static str,
    at: Path<'a>,
    /// Whether the message is the file: only then another type of message is a way out.
    whole: bool,
}

impl<'a> Place<'a> {
    fn new(name: &str, at: Path<'a>) -> Option<Self> {
        let (name, bit, formats) = *KINDS.iter().find(|(known, ..)| *known == name)?;
        Some(Self { name, bit, formats, at, whole: true })
    }

    fn header(name: &str, at: Path<'a>) -> Option<Self> {
        Self::new(name, at).map(|place| Self { whole: false, ..place })
    }
}

pub(super) fn run(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let message = &cx.draft.message;
    let Some(content) = &message.content else {
        // A short form may name the file alone: it will be uploaded on the way.
        if let (Some(place), Some(file)) = (Place::new(message.kind.name(), message.node.path()), own_file(cx)?) {
            check_file(cx, &place, &file, findings);
        }
        return Ok(());
    };
    match message.kind {
        Kind::Template => template_headers(cx, content, findings),
        Kind::Interactive => Ok(()),
        kind => match Place::new(kind.name(), content.path()) {
            Some(place) => {
                source(cx, &place, content, findings)?;
                caption(cx, &place, content, findings)?;
                file_name(cx, content, findings)
            }
            None => Ok(()),
        },
    }
}

/// The header of an interactive message.
pub(super) fn interactive_header<'a>(
    cx: &Context<'_, 'a>,
    kind: &str,
    header: &Node<'a>,
    findings: &mut Findings,
) -> Result<(), Error> {
    let Some(content) = header.get(kind)? else {
        super::content::missing(&kind_words(kind), header, findings);
        return Ok(());
    };
    match Place::header(kind, content.path()) {
        Some(place) => source(cx, &place, &content, findings),
        None => Ok(()),
    }
}

fn kind_words(kind: &str) -> String {
    [kind, " of the header"].concat()
}

/// Where the file comes from; what is known of it, or that it cannot be known.
fn source<'a>(
    cx: &Context<'_, 'a>,
    place: &Place<'a>,
    content: &Node<'a>,
    findings: &mut Findings,
) -> Result<(), Error> {
    let file = match file_at(cx, &place.at)? {
        Some(file) => Some(file),
        None => own_file(cx)?,
    };
    let to_be_uploaded = file.is_some() && !cx.draft.message.is_payload();
    let named = content.peek("id").is_some() || content.peek("link").is_some();
    match source_fault(Some(content), content)? {
        Some(path) if named || !to_be_uploaded => {
            findings.add(rule::MEDIA_SOURCE).word("type", place.name).at(&path);
        }
        _ => {}
    }
    match file {
        Some(file) => {
            check_file(cx, place, &file, findings);
            age(cx, content, &file, findings)?;
        }
        None => behind_link(content, findings)?,
    }
    Ok(())
}

fn caption(cx: &Context<'_, '_>, place: &Place<'_>, content: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    let Some(caption) = content.opt_text("caption")? else { return Ok(()) };
    if place.bit & (AUDIO | STICKER) != 0 {
        findings.add(rule::MEDIA_CAPTION_NOT_ALLOWED).word("type", place.name).at(&caption.path);
        return Ok(());
    }
    too_long(rule::MEDIA_CAPTION_TOO_LONG, &caption, "caption", cx.draft.options.policy.caption_max, findings);
    super::message::placeholder_left(&caption, findings);
    Ok(())
}

fn file_name(cx: &Context<'_, '_>, content: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    if let Some(name) = content.opt_text("filename")? {
        too_long(rule::MEDIA_FILE_NAME_LONG, &name, "file name", cx.draft.options.policy.file_name_max, findings);
    }
    Ok(())
}

/// Files in the header of a template and of its cards; their sources are checked with the fit.
fn template_headers<'a>(cx: &Context<'_, 'a>, content: &Node<'a>, findings: &mut Findings) -> Result<(), Error> {
    let node = &cx.draft.message.node;
    let read;
    let supplied = match cx.chosen {
        Some(chosen) => &chosen.supplied,
        None if node.peek("file").is_none() && node.peek("files").is_none() => return Ok(()),
        None => {
            read = Supplied::read(content)?;
            &read
        }
    };
    header_file(cx, supplied.header.as_ref(), supplied.cards.is_none(), findings)?;
    for card in supplied.cards.iter().flatten() {
        header_file(cx, card.header.as_ref(), false, findings)?;
    }
    Ok(())
}

fn header_file<'a>(
    cx: &Context<'_, 'a>,
    header: Option<&Group<'a>>,
    alone: bool,
    findings: &mut Findings,
) -> Result<(), Error> {
    let Some(param) = header.and_then(|h| h.params.first()) else { return Ok(()) };
    let Some(place) = Place::header(param.kind, param.node.path()) else { return Ok(()) };
    let file = match file_at(cx, &place.at)? {
        None if alone => own_file(cx)?,
        file => file,
    };
    match (file, param.node.peek(param.kind)) {
        (Some(file), content) => {
            check_file(cx, &place, &file, findings);
            content.iter().try_for_each(|content| age(cx, content, &file, findings))?;
        }
        (None, Some(content)) => behind_link(&content, findings)?,
        _ => {}
    }
    Ok(())
}

/// Nothing is known of a file behind a link. Said once, however many there are.
fn behind_link(content: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    let link = content.opt_text("link")?.filter(|link| media::is_web_address(link.text));
    let said = findings.has(rule::MEDIA_BEHIND_LINK, Level::Unknown);
    if let Some(link) = link.filter(|_| !said && content.peek("id").is_none_or(|id| media::is_blank(id.value))) {
        findings.add(rule::MEDIA_BEHIND_LINK).at(&link.path);
    }
    Ok(())
}

/// What was told of a file.
struct File<'a> {
    node: Node<'a>,
    /// For files of `message.files`: the place of the media. Their keys are paths, and no path leads through a path.
    media: Option<Path<'a>>,
    name: Option<Text<'a>>,
    size: Option<u64>,
    mime: Option<Text<'a>>,
    bytes: Option<&'a [u8]>,
}

impl<'a> File<'a> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn read(node: Node<'a>, media: Option<Path<'a>>) -> Result<Self, Error> {
        let bytes = match node.get("bytes")?.map(|b| (b.value, b)) {
            Some((Value::Bytes(bytes), _)) => Some(&**bytes),
            Some((_, other)) => return Err(other.error("the first bytes of the file belong here, as a Uint8Array")),
            None => None,
        };
        let size = match node.get("size")? {
            Some(size) => match size.number()? {
                n if n < 0.0 => return Err(size.error("the size of a file cannot be negative")),
                n => Some(n as u64),
            },
            None => None,
        };
        // A browser's `File` calls its MIME type simply `type`.
        let mime = match node.opt_text("mime")? {
            None => node.opt_text("type")?,
            mime => mime,
        };
        Ok(Self { name: node.opt_text("name")?, size, mime, bytes, node, media })
    }

    /// The place of the file, or of something told of it.
    fn at(&self, told: Option<Path<'a>>) -> Path<'a> {
        self.media.or(told).unwrap_or_else(|| self.node.path())
    }

    /// The size, or at least what is there of it.
    fn size(&self) -> u64 {
        self.size.unwrap_or(self.bytes.map_or(0, |b| b.len() as u64))
    }
}

fn own_file<'a>(cx: &Context<'_, 'a>) -> Result<Option<File<'a>>, Error> {
    cx.draft.message.node.get("file")?.map(|file| File::read(file, None)).transpose()
}

/// What `message.files` says of the file at a place, or at a place around or inside it.
fn file_at<'a>(cx: &Context<'_, 'a>, at: &Path<'a>) -> Result<Option<File<'a>>, Error> {
    let Some(files) = cx.draft.message.node.get("files")? else { return Ok(None) };
    let way = at.to_string();
    let inside =
        |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    for (key, file) in files.members()? {
        if inside(key, &way) || inside(&way, key) {
            return File::read(file, Some(*at)).map(Some);
        }
    }
    Ok(None)
}

fn check_file(cx: &Context<'_, '_>, place: &Place<'_>, file: &File<'_>, findings: &mut Findings) {
    let options = &cx.draft.options;
    let sniffed = file.bytes.and_then(media::sniff);
    if format(place, file, sniffed.as_ref(), findings) {
        inside(place, file, sniffed.as_ref(), findings);
    }
    size(place, file, sniffed.as_ref(), &options.policy, findings);
    let platform = options.platform;
    let max = if place.bit == IMAGE { platform.image_max_mb } else { platform.file_max_mb };
    let too_large = [rule::MEDIA_TOO_LARGE, rule::MEDIA_SIZE_BORDERLINE];
    if file.size() > u64::from(max) * 1_000_000 && !findings.has_any(&too_large) {
        let found = findings.add(rule::PLATFORM_FILE_LARGE).word("platform", platform.name);
        found.word("size", &size_words(file.size())).count("max", max as usize).at(&file.at(None));
    }
}

/// Ids of files do not last: those of uploads, and for a shorter time those of webhooks.
fn age(cx: &Context<'_, '_>, content: &Node<'_>, file: &File<'_>, findings: &mut Findings) -> Result<(), Error> {
    let policy = &cx.draft.options.policy;
    for (key, days) in [("uploadedAt", policy.media_days), ("receivedAt", policy.inbound_media_days)] {
        let Some(since) = file.node.get(key)?.filter(|_| content.peek("id").is_some()) else { continue };
        let end = Instant::read(&since)?.plus_hours(days * 24);
        if end <= cx.draft.now {
            let found = findings.add(rule::MEDIA_EXPIRED).count("days", days as usize);
            found.value("ago", Val::Span(cx.draft.now.since(end))).at(&since.path());
        } else {
            findings.changes_at(end);
        }
    }
    Ok(())
}

/// The bytes win over the MIME type, the MIME type over the name. Whether the format is one that is taken.
fn format(place: &Place<'_>, file: &File<'_>, sniffed: Option<&Sniffed>, findings: &mut Findings) -> bool {
    let bytes = sniffed.map(|s| s.format);
    let mime = file.mime.filter(|m| !m.text.trim().is_empty() && !m.text.trim().ends_with("/octet-stream"));
    let by_mime = mime.and_then(|m| media::by_mime(m.text));
    let by_name = file.name.and_then(|n| media::by_name(n.text));
    // What is told may say more exactly what the bytes show only roughly.
    let exact = |told: Option<&'static Format>| told.filter(|t| bytes.is_some_and(|b| b.agrees(t)));
    let format = exact(by_mime.filter(|m| !m.is_bad_label())).or(exact(by_name)).or(bytes).or(by_mime);
    let strict = if place.bit == DOCUMENT { Level::Risk } else { Level::Fail };
    match (format, mime, by_name) {
        (Some(format), ..) if format.fits & place.bit == 0 => {
            let at = file.at(mime.map(|m| m.path).filter(|_| bytes.is_none()));
            refused(place, format.words, format.fits, strict, &at, findings);
        }
        (None, Some(mime), _) => {
            refused(place, &quote(mime.text).to_string(), 0, strict, &file.at(Some(mime.path)), findings)
        }
        // A name alone proves nothing.
        (None, None, Some(named)) if named.fits & place.bit == 0 => {
            refused(place, named.words, named.fits, Level::Risk, &file.at(None), findings);
        }
        _ => {}
    }
    // A label that is not in Meta's list, though the file is what it should be.
    let named = by_mime.or(bytes).filter(|f| f.fits & place.bit != 0);
    if let (Some(mime), Some(told)) = (mime, named)
        && let Some(usual) = told.better_name(mime.text)
    {
        let found = findings.add(rule::MEDIA_LABEL_UNUSUAL).quoted("told", mime.text);
        found.word("usual", usual).at(&file.at(Some(mime.path)));
        if file.media.is_none() {
            found.edit(&mime, 0, mime.text.len(), usual);
        }
    }
    let taken = format.is_none_or(|f| f.fits & place.bit != 0);
    let Some(shown) = bytes else { return taken };
    if let (Some(mime), Some(told)) = (mime, by_mime)
        && (!shown.agrees(told) || told.is_bad_label())
    {
        differs(shown.words, mime.text, &file.at(Some(mime.path)), Level::Risk, findings);
    }
    if let (Some(name), Some(told)) = (file.name, by_name)
        && !shown.agrees(told)
    {
        differs(shown.words, name.text, &file.at(Some(name.path)), Level::Note, findings);
    }
    taken
}

/// `fits` are the types of message that would take it: the first of them is the way out.
fn refused(place: &Place<'_>, found: &str, fits: u8, level: Level, at: &Path<'_>, findings: &mut Findings) {
    let finding = findings.add(rule::MEDIA_TYPE_REFUSED).level(level).word("found", found);
    finding.word("type", place.name).word("formats", place.formats).at(at);
    if let Some((name, ..)) = KINDS.iter().find(|(_, bit, _)| place.whole && fits & bit & !GIF != 0) {
        finding.word("instead", name);
    }
}

fn differs(found: &str, told: &str, at: &Path<'_>, level: Level, findings: &mut Findings) {
    let finding = findings.add(rule::MEDIA_LABEL_DIFFERS).level(level);
    finding.word("found", found).quoted("told", told).at(at);
}

/// Codec, channels, colours.
fn inside(place: &Place<'_>, file: &File<'_>, sniffed: Option<&Sniffed>, findings: &mut Findings) {
    let Some(sniffed) = sniffed else {
        if let Some((mime, (codec, wanted))) = file.mime.and_then(|m| Some((m, media::refused_codec(m.text)?))) {
            let finding = findings.add(rule::MEDIA_INSIDE_REFUSED).quoted("found", codec);
            finding.word("wanted", wanted).at(&file.at(Some(mime.path)));
        }
        return;
    };
    // A document is handed over as it is.
    if let Some((found, wanted)) = sniffed.fault.as_ref().filter(|_| place.bit != DOCUMENT) {
        let finding = findings.add(rule::MEDIA_INSIDE_REFUSED).word("found", found);
        finding.word("wanted", wanted).at(&file.at(None));
    }
    if let Some(colours) = sniffed.odd_colours.filter(|_| place.bit == IMAGE) {
        findings.add(rule::MEDIA_COLOURS_ODD).word("found", colours).at(&file.at(None));
    }
}

/// Whether a megabyte has 1,000,000 or 1,048,576 bytes is not documented: between the two it may fail.
fn size(place: &Place<'_>, file: &File<'_>, sniffed: Option<&Sniffed>, policy: &Policy, findings: &mut Findings) {
    let size = file.size();
    let moves = sniffed.and_then(|s| s.animated);
    let max = match place.bit {
        IMAGE => policy.image_max_mb,
        VIDEO | GIF => policy.video_max_mb,
        AUDIO => policy.audio_max_mb,
        DOCUMENT => policy.document_max_mb,
        _ if moves == Some(false) => policy.sticker_max_kb,
        _ => policy.sticker_animated_max_kb,
    };
    let (unit, small, large) = if place.bit == STICKER { ("kB", 1_000, 1_024) } else { ("MB", 1_000_000, 1_048_576) };
    let at = file.at(file.node.peek("size").map(|s| s.path()));
    let words = [&max.to_string(), " ", unit].concat();
    let rule = if file.size == Some(0) {
        rule::MEDIA_EMPTY
    } else if size > u64::from(max) * large {
        rule::MEDIA_TOO_LARGE
    } else if size > u64::from(max) * small {
        rule::MEDIA_SIZE_BORDERLINE
    } else if place.bit == STICKER && moves.is_none() && size > u64::from(policy.sticker_max_kb) * small {
        rule::MEDIA_STICKER_STATIC
    } else if place.bit == GIF && size > u64::from(policy.gif_max_kb) * 1_024 {
        rule::MEDIA_GIF_LARGE
    } else {
        return;
    };
    let finding = findings.add(rule).word("size", &size_words(size)).word("max", &words);
    finding.word("type", place.name).at(&at);
    if place.whole && place.bit & (IMAGE | VIDEO | AUDIO) != 0 && size <= u64::from(policy.document_max_mb) * 1_000_000
    {
        finding.word("instead", "document");
    }
}
