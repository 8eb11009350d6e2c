//! The parts of a message (RFC 2045, 2046): headers, a body, and bodies inside it.

use std::borrow::Cow;

/// Maximum nesting of parts.
const MAX_DEPTH: usize = 8;

/// A message, or a part of one, as encoded bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'b> {
    head: &'b [u8],
    body: &'b [u8],
}

impl<'b> Part<'b> {
    /// The head ends with the first blank line.
    pub(super) fn of(bytes: &'b [u8]) -> Part<'b> {
        let mut at = 0;
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            at += line.len();
            if line.trim_ascii_end().is_empty() {
                return Part { head: &bytes[..at - line.len()], body: &bytes[at..] };
            }
        }
        Part { head: bytes, body: b"" }
    }

    /// The value of a header, its lines joined.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let mut lines = self.head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end).peekable();
        while let Some(line) = lines.next() {
            let Some(value) = value(line, name) else { continue };
            let mut value = String::from_utf8_lossy(value).into_owned();
            while let Some(more) =
                lines.next_if(|line| line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t')))
            {
                value.push(' ');
                value.push_str(String::from_utf8_lossy(more).trim());
            }
            return Some(value.trim().to_owned());
        }
        None
    }

    /// The content type (`text/html`), in lower case; text if there is none.
    pub(super) fn kind(&self) -> String {
        let value = self.header("Content-Type").unwrap_or_else(|| "text/plain".to_owned());
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// A parameter of the kind: `charset`, `boundary`.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let value = self.header("Content-Type")?;
        value.split(';').skip(1).find_map(|parameter| {
            let (found, value) = parameter.split_once('=')?;
            let is_it = found.trim().eq_ignore_ascii_case(name);
            is_it.then(|| value.trim().trim_matches('"').to_owned())
        })
    }

    /// The body with its transfer encoding removed.
    pub(super) fn content(&self) -> Cow<'b, [u8]> {
        match self.header("Content-Transfer-Encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "quoted-printable" => Cow::Owned(unquoted(self.body)),
            "base64" => Cow::Owned(from_base64(self.body)),
            _ => Cow::Borrowed(self.body),
        }
    }

    /// The leaf parts, in order, of this message and all nested ones.
    pub(super) fn leaves(&self) -> Vec<Part<'b>> {
        let mut leaves = Vec::new();
        let mut left = vec![(*self, 0)];
        while let Some((part, depth)) = left.pop() {
            match part
                .parameter("boundary")
                .filter(|_| part.kind().starts_with("multipart/") && depth < MAX_DEPTH)
            {
                Some(boundary) => {
                    // The last one is pushed first.
                    left.extend(part.inner(&boundary).into_iter().rev().map(|inner| (inner, depth + 1)));
                }
                None => leaves.push(part),
            }
        }
        leaves
    }

    fn inner(&self, boundary: &str) -> Vec<Part<'b>> {
        let mut inner = Vec::new();
        let mut start = None;
        let mut at = 0;
        for line in self.body.split_inclusive(|&byte| byte == b'\n') {
            let text = line.trim_ascii_end();
            let behind = text.strip_prefix(b"--").and_then(|text| text.strip_prefix(boundary.as_bytes()));
            if let Some(behind) = behind.filter(|behind| behind.is_empty() || *behind == b"--") {
                inner.extend(start.map(|start| Part::of(&self.body[start..at])));
                start = behind.is_empty().then_some(at + line.len());
            }
            at += line.len();
        }
        // A truncated message has no final boundary.
        inner.extend(start.filter(|start| *start < at).map(|start| Part::of(&self.body[start..])));
        inner
    }
}

/// Value after the name of a header in a line.
fn value<'b>(line: &'b [u8], name: &str) -> Option<&'b [u8]> {
    let (found, rest) = line.split_at_checked(name.len())?;
    rest.strip_prefix(b":").filter(|_| found.eq_ignore_ascii_case(name.as_bytes()))
}

/// Quoted-printable (RFC 2045, 6.7): `=E5`, and `=` at the end of a continued line. Invalid sequences stay
/// unchanged.
fn unquoted(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        let rest = &bytes[at..];
        match (byte, rest) {
            (b'=', [b'\r', b'\n', ..]) => at += 2,
            (b'=', [b'\n', ..]) => at += 1,
            (b'=', [high, low, ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    plain.push(high << 4 | low);
                    at += 2;
                }
                _ => plain.push(byte),
            },
            _ => plain.push(byte),
        }
    }
    plain
}

/// Base64; other characters are ignored.
fn from_base64(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0x00ff_ffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            plain.push((bits >> held & 0xff).to_le_bytes()[0]);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_as_they_were() {
        assert_eq!(unquoted(b"=E9=9B=A8=\r\n=e5=90=8e=3D=\n=zz= ="), "雨后==zz= =".as_bytes());
        assert_eq!(from_base64(b"6Zuo\r\n5ZCO\n"), "雨后".as_bytes());
        assert_eq!(from_base64(b"6ZuoIQ=="), "雨!".as_bytes());
    }

    #[test]
    fn parts_lie_in_parts() {
        let message = b"Subject: a\r\n  b\r\nContent-Type: multipart/mixed;\r\n\tboundary=\"x y\"\r\n\r\nno part\r\n--x y\r\n\
            Content-Type: multipart/alternative; boundary=z\r\n\r\n--z\r\n\r\none\r\n--z\r\nContent-Type: TEXT/HTML; charset=GBK\r\n\r\n\
            two\r\n--z--\r\n--x y\r\n\r\nthree";
        let whole = Part::of(message);
        assert_eq!(whole.header("subject").as_deref(), Some("a b"));
        let leaves = whole.leaves();
        let kinds: Vec<String> = leaves.iter().map(Part::kind).collect();
        assert_eq!(kinds, ["text/plain", "text/html", "text/plain"]);
        assert_eq!(leaves[1].parameter("charset").as_deref(), Some("GBK"));
        assert_eq!(leaves[2].content().as_ref(), b"three");
    }
}
