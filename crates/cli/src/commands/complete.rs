//! `jianbao complete`: prints the completions of a word of a query. The completion scripts run it.

use std::io::Write;

use anyhow::Result;
use jianbao::query::Field;
use jianbao::search::FacetField;
use jianbao::{Matching, SearchRequest};

use crate::global::Global;
use crate::location;
use crate::outcome::Outcome;
use crate::text::one_line;

/// Maximum number of completions.
const MAX_COMPLETIONS: usize = 100;

/// Names of fields, in Chinese and in English.
const FIELDS: [&str; 20] = [
    "标题",
    "正文",
    "记者",
    "通讯员",
    "摄影",
    "来源",
    "栏目",
    "地点",
    "版",
    "日期",
    "title",
    "body",
    "reporter",
    "correspondent",
    "photographer",
    "source",
    "section",
    "place",
    "page",
    "date",
];

/// Dates that need no number.
const DATES: [&str; 12] =
    ["今天", "昨天", "本周", "上周", "本月", "上月", "今年", "去年", "近7天", "近30天", "近3个月", "近一年"];

/// Print the completions of a word of a query, one per line
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(crate) struct Args {
    /// Word
    #[arg(value_name = "WORD", default_value = "")]
    word: String,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    // A word may begin with signs of the query language.
    let is_sign = |c: char| matches!(c, '-' | '－' | '(' | '（');
    let rest = args.word.trim_start_matches(is_sign);
    let signs = &args.word[..args.word.len() - rest.len()];
    let completions = match rest.find([':', '：']) {
        None => names(rest),
        Some(at_byte) => {
            let colon = rest[at_byte..].chars().next().map_or(0, char::len_utf8);
            let (name, value) = (&rest[..at_byte], &rest[at_byte + colon..]);
            let head = &rest[..at_byte + colon];
            let values = Field::named(name).map_or_else(Vec::new, |field| values(field, value, global));
            values.into_iter().map(|value| format!("{head}{value}")).collect()
        }
    };
    let mut out = std::io::stdout().lock();
    for completion in completions.iter().take(MAX_COMPLETIONS) {
        writeln!(out, "{signs}{}", one_line(completion))?;
    }
    Ok(Outcome::of_count(completions.len()))
}

/// Names of fields: the Chinese ones, unless the word is in ASCII.
fn names(beginning: &str) -> Vec<String> {
    let is_ascii = !beginning.is_empty() && beginning.is_ascii();
    let of_language = FIELDS.iter().filter(|name| name.is_ascii() == is_ascii);
    of_language.filter(|name| name.starts_with(beginning)).map(|name| format!("{name}:")).collect()
}

/// The values of a field in the index, the most frequent first. Without an index, or with a broken one, there are none: a shell shows
/// no errors.
fn values(field: Field, beginning: &str, global: &Global) -> Vec<String> {
    let facet = match field {
        Field::Source => FacetField::Source,
        Field::Section => FacetField::Section,
        Field::Place => FacetField::Place,
        Field::Page => FacetField::Page,
        Field::Reporter => FacetField::Reporter,
        Field::Date => {
            return DATES
                .iter()
                .filter(|date| date.starts_with(beginning))
                .map(|&date| date.to_owned())
                .collect();
        }
        Field::Title | Field::Body | Field::Correspondent | Field::Photographer => return Vec::new(),
    };
    let Ok(index) = location::open(global) else { return Vec::new() };
    let request = SearchRequest::new("*").matching(Matching::All).limit(0).facet(facet);
    let facets = index.search(&request).map(|response| response.facets).unwrap_or_default();
    let values = facets.into_iter().flat_map(|facet| facet.values).map(|value| value.value);
    values.filter(|value| value.starts_with(beginning)).map(quoted).collect()
}

/// A value as a query takes it whole.
fn quoted(value: String) -> String {
    let ends_word =
        |c: char| c.is_whitespace() || !(c.is_alphanumeric() || matches!(c, '·' | '-' | '.' | '_'));
    if value.contains(ends_word) {
        format!("“{}”", value.replace(['“', '”', '"'], ""))
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_one_of_a_field_and_every_date_is_one() {
        for name in FIELDS {
            assert!(Field::named(name).is_some(), "{name}");
        }
        for date in DATES {
            assert!(jianbao::query::DateSpec::read(date).is_some(), "{date}");
        }
        assert_eq!(names("来"), ["来源:"]);
        assert_eq!(names("p"), ["photographer:", "place:", "page:"]);
        assert_eq!(names("").len(), 10);
        assert_eq!(quoted("央视《新闻》".to_owned()), "“央视《新闻》”");
        assert_eq!(quoted("江城日报".to_owned()), "江城日报");
    }
}
