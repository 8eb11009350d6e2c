//! References by the Publication Manual of the American Psychological Association, 7th edition, section 10.1 (newspaper articles).
//!
//! The output is plain text, so the newspaper's name is not in italics. Names stay as printed, since Chinese names begin with the
//! family name anyway.

use std::io::{self, Write};

use jianbao::Date;

use super::Record;
use super::citation::Citation;

/// Maximum number of authors that are all named; of more, the first nineteen and the last are.
const MAX_AUTHORS: usize = 20;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Writes a reference.
pub(super) fn write(out: &mut impl Write, record: &Record<'_>) -> io::Result<()> {
    let citation = Citation::of(record);
    let date = format!("({}).", citation.date.map_or_else(|| "n.d.".to_owned(), written));
    let title = citation.unstopped_title();
    let stop = if title.ends_with(['？', '！', '?', '!']) { "" } else { "." };
    let title = format!("{title}{stop}");
    let mut reference = if citation.authors.is_empty() {
        format!("{title} {date}")
    } else {
        let authors = authors(&citation.authors);
        let stop = if authors.ends_with('.') { "" } else { "." };
        format!("{authors}{stop} {date} {title}")
    };
    let imprint = [citation.source, citation.page].into_iter().flatten().collect::<Vec<_>>().join(", ");
    if !imprint.is_empty() {
        reference.push_str(&format!(" {imprint}."));
    }
    if let Some(url) = citation.url {
        reference.push_str(&format!(" {url}"));
    }
    writeln!(out, "{reference}")
}

fn written(date: Date) -> String {
    let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month - 1));
    format!("{}, {} {}", date.year(), month.unwrap_or(&""), date.day())
}

fn authors(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [some @ .., last] if names.len() <= MAX_AUTHORS => format!("{}, & {last}", some.join(", ")),
        [some @ .., last] => format!("{}, . . . {last}", some[..MAX_AUTHORS - 1].join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::citation::tests::articles;
    use super::*;

    #[test]
    fn newspaper_articles_are_cited_with_what_is_known() {
        let mut out = Vec::new();
        for article in &articles() {
            write(&mut out, &Record::of_article(article, 1)).unwrap();
        }
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "方晓棠, 林小满, 骆新年, & 唐雨辰. (2024, May 8). 江城万名职工走进夜校: 短视频剪辑 最受欢迎. 江城工报, 3. \
             https://example.org/a%20b_{1}%2F?x=1&y=2#z\n\
             第一段. (n.d.).\n\
             田, 小满 and 甲. (n.d.). a {b} \\c 50% & $1 #2 x_y ~ ^␛[31m？ 报 TY - BOOK.\n"
        );
    }

    #[test]
    fn of_many_authors_the_first_nineteen_and_the_last_are_named() {
        let names: Vec<String> = (1..=21).map(|number| format!("甲{number}")).collect();
        assert!(authors(&names[..20]).ends_with("甲19, & 甲20"));
        assert!(authors(&names).ends_with("甲19, . . . 甲21"));
    }
}
