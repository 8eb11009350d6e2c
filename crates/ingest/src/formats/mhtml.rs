//! MHTML: a page with its pictures and styles in one file, as browsers save it (RFC 2557).
//!
//! It is a MIME message ([`super::mime`]), and one of its parts is the page: the one whose location is that
//! of the message, else the first HTML part. That location is the address of the article, unless the page
//! names another one.

use std::io::BufRead;

use super::mime::Part;
use crate::error::IngestError;
#[cfg(feature = "html")]
use crate::formats::text::held;
use crate::source::Source;

/// Number of bytes of a file that are searched for headers.
const MAX_HEAD_BYTES: usize = 16 << 10;

/// True if a file begins as MHTML: with the header of a message that a browser saved, or of a multipart
/// message with HTML.
pub(crate) fn begins(opening: &[u8]) -> bool {
    if !is_head(opening) {
        return false;
    }
    let message = Part::of(&opening[..opening.len().min(MAX_HEAD_BYTES)]);
    let is_saved = message.header("From").is_some_and(|from| from.to_ascii_lowercase().contains("<saved by"))
        || message.header("Snapshot-Content-Location").is_some()
        || message.header("X-Document-Type").is_some();
    let kind = message.kind();
    let is_page = kind == "multipart/related"
        && message.parameter("type").is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"))
        && message.header("To").is_none()
        && message.header("Received").is_none();
    is_page || is_saved && (kind.starts_with("multipart/") || kind == "text/html")
}

/// True if a file begins with a mail header.
pub(super) fn is_mail(opening: &[u8]) -> bool {
    const SURE: [&str; 6] =
        ["Received", "Return-Path", "Message-ID", "Delivered-To", "MIME-Version", "X-Mailer"];
    const USUAL: [&str; 4] = ["From", "To", "Subject", "Date"];
    let opening = &opening[..opening.len().min(MAX_HEAD_BYTES)];
    // A mailbox has a line without a colon above each message.
    let head =
        match opening.strip_prefix(b"From ").and_then(|rest| rest.iter().position(|&byte| byte == b'\n')) {
            Some(end) => &opening[b"From ".len() + end + 1..],
            None => opening,
        };
    let message = Part::of(head);
    let has = |name: &&&str| message.header(name).is_some();
    is_head(head) && SURE.iter().any(|name| has(&name)) && USUAL.iter().filter(has).count() >= 2
}

/// True if the first line is a header.
fn is_head(opening: &[u8]) -> bool {
    let line = opening.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let name = line.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    (2..=60).contains(&name) && line.get(name) == Some(&b':')
}

/// Reads the page of a message.
#[cfg(feature = "html")]
pub(crate) fn read(_: &[u8], stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let (bytes, broken) = match held(stream, source)? {
        Ok(bytes) => (bytes, None),
        Err((bytes, error)) => (bytes, Some(error)),
    };
    let message = Part::of(&bytes);
    let place = message.header("Snapshot-Content-Location").or_else(|| message.header("Content-Location"));
    let leaves = message.leaves();
    let is_html = |part: &&Part<'_>| matches!(part.kind().as_str(), "text/html" | "application/xhtml+xml");
    let is_saved = |part: &&Part<'_>| place.is_some() && part.header("Content-Location") == place;
    let page = leaves.iter().filter(is_html).find(is_saved).or_else(|| leaves.iter().find(is_html));
    let Some(page) = page else { return Err(IngestError::NoPage { path: source.path() }) };
    let address = page.header("Content-Location").or(place);
    super::html::hand_over(&page.content(), page.parameter("charset"), address.as_deref(), source)?;
    broken.map_or(Ok(()), |error| Err(source.failed(error)))
}

#[cfg(not(feature = "html"))]
pub(crate) fn read(_: &[u8], _: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    Err(IngestError::NotBuilt { path: source.path(), feature: "html" })
}

#[cfg(all(test, feature = "html"))]
mod tests {
    use crate::files::read::tests::{read, read_articles, tree};

    const PAGE: &str = "<html><head><meta charset=3D\"utf-8\"><title>=E9=9B=A8=E5=90=8E=E8=A1=97=E4=B8=8A</title></head><body>=\r\n\
        <h1>=E9=9B=A8=E5=90=8E=E8=A1=97=E4=B8=8A</h1><p>=E6=98=A8=E5=A4=9C=E4=B8=80=E5=9C=BA=E5=A4=A7=E9=9B=A8=EF=BC=8C=\r\n\
        =E4=BB=8A=E6=97=A9=E8=A1=97=E4=B8=8A=E5=B7=B2=E7=BB=8F=E6=94=BE=E6=99=B4=E3=80=82</p></body></html>\r\n";

    fn saved(head: &str, parts: &[&str]) -> Vec<u8> {
        let parts: String = parts.iter().map(|part| format!("------B\r\n{part}\r\n")).collect();
        format!("{head}MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----B\"\r\n\r\n\r\n{parts}------B--\r\n")
            .into_bytes()
    }

    #[test]
    fn a_page_is_read_as_every_browser_saves_it() {
        let html = format!(
            "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://jc.example/1\r\n\r\n{PAGE}"
        );
        let other = "Content-Type: text/html\r\nContent-Location: http://ad.example/\r\n\r\n<p>广告，广告，广告，广告。</p>";
        let picture = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=";
        let chrome = "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://jc.example/1\r\nSubject: =?utf-8?Q?a?=\r\n";
        let explorer = "From: <Saved by Windows Internet Explorer 8>\r\nSubject: a\r\nDate: Wed, 8 May 2024 08:00:00 +0800\r\n";
        for (head, parts) in [
            (chrome, vec![other, html.as_str(), picture]),
            (explorer, vec![html.as_str(), picture]),
            ("", vec![picture, html.as_str()]),
        ] {
            for name in ["a.mht", "a.mhtml", "a", "a.html"] {
                let articles = read_articles(name, &saved(head, &parts));
                assert_eq!(articles.len(), 1, "{name}: {head}");
                let article = &articles[0];
                assert_eq!(article.title.as_deref(), Some("雨后街上"), "{name}: {head}");
                assert_eq!(article.body, ["昨夜一场大雨，今早街上已经放晴。"]);
                assert_eq!(article.url.as_deref(), Some("http://jc.example/1"));
                assert_eq!(article.date, None);
            }
        }
    }

    #[test]
    fn the_encoding_that_a_part_is_said_to_have_counts() {
        let text = "<title>雨后街上</title><h1>雨后街上</h1><p>昨夜一场大雨，今早街上已经放晴。</p>";
        let head = "Content-Type: text/html; charset=\"gb2312\"\r\n\r\n";
        let mut bytes = saved("", &[head, "x"]);
        let at = bytes.windows(head.len()).position(|window| window == head.as_bytes()).unwrap() + head.len();
        bytes.splice(at..at, encoding_rs::GBK.encode(text).0.into_owned());
        assert_eq!(read_articles("a.mht", &bytes)[0].title.as_deref(), Some("雨后街上"));
    }

    #[test]
    fn a_message_without_a_page_and_one_cut_short_are_named_or_read() {
        let error = read("a.mht", &saved("", &["Content-Type: text/plain\r\n\r\n雨"])).unwrap_err();
        assert!(error.contains("contains no HTML page"), "{error}");
        let cut = saved(
            "",
            &["Content-Type: text/html\r\n\r\n<title>雨后街上</title><h1>雨后街上</h1><p>昨夜一场大雨，今早"],
        );
        let article = &read_articles("a.mht", &cut[..cut.len() - 12])[0];
        assert_eq!(article.title.as_deref(), Some("雨后街上"));
    }

    #[test]
    fn a_mail_is_told_and_a_text_that_looks_like_one_is_read() {
        let mail = "Return-Path: <a@b.example>\r\nFrom: a@b.example\r\nSubject: rain\r\nMIME-Version: 1.0\r\n\r\n雨后";
        for (name, text) in
            [("a.eml", mail.to_owned()), ("mbox", format!("From a@b.example Wed May  8\n{mail}"))]
        {
            let error = read(name, text.as_bytes()).unwrap_err();
            assert!(error.contains("is mail (EML), which is not supported"), "{error}");
        }
        assert!(read("a.txt", mail.as_bytes()).is_ok());
        assert!(read("note", "From: a\nSubject: b\n\n雨后街上，无人。\n".as_bytes()).is_ok());
        // In a folder it is skipped, since its extension is unknown.
        let folder = tree(&[("a.eml", mail), ("b.mht", mail)]);
        let found = crate::Selection::new([folder.path()]).files().count();
        assert_eq!(found, 1);
    }
}
