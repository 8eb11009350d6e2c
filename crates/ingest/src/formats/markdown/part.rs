//! A long text of Markdown in parts that can be parsed one by one.
//!
//! A text of ordinary length is one part. A longer one is cut above a heading, else after a blank line, and
//! never inside a code block, so that the parts parse as the whole would. [`Labels`] knows link names defined
//! in other parts. If there is no such place within [`MAX_BYTES`], the cut is after a line, or inside one.

use std::collections::HashSet;

/// The longest part: ten times the longest article.
pub(super) const MAX_BYTES: usize = 1 << 20;

/// Maximum number of link names known beyond their part.
const MAX_LABELS: usize = 10_000;

/// End of the first part of a text.
pub(super) struct Part {
    pub(super) bytes: usize,
    /// True if it ends in the middle of a paragraph.
    pub(super) is_torn: bool,
}

/// The first part of a text.
pub(super) fn first(text: &str) -> Part {
    if text.len() <= MAX_BYTES {
        return Part { bytes: text.len(), is_torn: false };
    }
    let mut most = MAX_BYTES;
    while !text.is_char_boundary(most) {
        most -= 1;
    }
    let (mut heading, mut blank, mut line_start) = (0, 0, 0);
    let mut fence = None;
    let mut is_behind_blank = false;
    let mut at = 0;
    for line in text[..most].split_inclusive('\n') {
        if at > 0 {
            line_start = at;
            if fence.is_none() {
                if is_heading(line) {
                    heading = at;
                }
                if is_behind_blank {
                    blank = at;
                }
            }
        }
        is_behind_blank = line.trim().is_empty();
        fence = fence_behind(line, fence);
        at += line.len();
    }
    let clean = if heading > 0 { heading } else { blank };
    match (clean, line_start) {
        (1.., _) => Part { bytes: clean, is_torn: false },
        (0, 1..) => Part { bytes: line_start, is_torn: true },
        (0, 0) => Part { bytes: most, is_torn: true },
    }
}

/// `# `, `## ` … at the margin.
fn is_heading(line: &str) -> bool {
    let behind = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - behind.len())) && behind.starts_with([' ', '\t', '\n', '\r'])
}

/// The fence of a code block.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Fence {
    mark: u8,
    length: usize,
}

/// The code block that is open after a line, if any.
fn fence_behind(line: &str, open: Option<Fence>) -> Option<Fence> {
    let bare = line.trim_start_matches(' ');
    let mark = *bare.as_bytes().first()?;
    let length = bare.bytes().take_while(|&byte| byte == mark).count();
    let is_fence = matches!(mark, b'`' | b'~') && length >= 3;
    let rest = &bare[if is_fence { length } else { 0 }..];
    match open {
        Some(fence) => {
            let closes = is_fence && mark == fence.mark && length >= fence.length && rest.trim().is_empty();
            (!closes).then_some(fence)
        }
        None => (is_fence && !(mark == b'`' && rest.contains('`'))).then_some(Fence { mark, length }),
    }
}

/// The link names defined in a text of several parts: `[name]: address`.
pub(super) struct Labels(HashSet<String>);

impl Labels {
    pub(super) fn of(text: &str) -> Labels {
        if text.len() <= MAX_BYTES {
            return Labels(HashSet::new());
        }
        let mut labels = HashSet::new();
        // A definition is never inside a paragraph.
        let mut is_parted = true;
        for line in text.lines() {
            let label = label(line).filter(|_| is_parted);
            is_parted = label.is_some() || line.trim().is_empty() || line.starts_with('#');
            labels.extend(label.map(folded));
            if labels.len() >= MAX_LABELS {
                break;
            }
        }
        Labels(labels)
    }

    pub(super) fn holds(&self, label: &str) -> bool {
        !self.0.is_empty() && self.0.contains(&folded(label))
    }
}

/// The name that a line defines.
fn label(line: &str) -> Option<&str> {
    let (label, _) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
    // The parser accepts no longer one, and footnotes are not links.
    (label.chars().take(1_000).count() < 1_000 && !label.starts_with('^')).then_some(label)
}

/// A name without regard to white space and letter case.
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
