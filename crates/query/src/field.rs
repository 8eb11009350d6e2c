//! Fields of clauses, and their names.

use serde::{Deserialize, Serialize};

/// A field that a clause can be limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// 标题, `title`: kicker, title and subtitle.
    Title,
    /// 正文, `body`: everything below the headline.
    Body,
    /// 记者, `reporter`.
    Reporter,
    /// 通讯员, `correspondent`.
    Correspondent,
    /// 摄影, `photographer`.
    Photographer,
    /// 来源, `source`.
    Source,
    /// 栏目, `section`.
    Section,
    /// 地点, `place`: the place of the dateline.
    Place,
    /// 版, `page`.
    Page,
    /// 日期, `date`. Its value is a date.
    Date,
}

/// Each field's names; the first is the printed one.
const NAMES: [(Field, &[&str]); 10] = [
    (Field::Title, &["标题", "標題", "题目", "題目", "title"]),
    (Field::Body, &["正文", "内容", "內容", "body"]),
    (Field::Reporter, &["记者", "記者", "作者", "reporter", "author"]),
    (Field::Correspondent, &["通讯员", "通訊員", "correspondent"]),
    (Field::Photographer, &["摄影", "攝影", "photographer"]),
    (Field::Source, &["来源", "來源", "source"]),
    (Field::Section, &["栏目", "欄目", "section"]),
    (Field::Place, &["地点", "地點", "place"]),
    (Field::Page, &["版", "版次", "版面", "page"]),
    (Field::Date, &["日期", "date"]),
];

impl Field {
    /// The field with this name, in Chinese or English. The case of ASCII letters is ignored.
    ///
    /// ```
    /// use jianbao_query::Field;
    ///
    /// assert_eq!(Field::named("标题"), Some(Field::Title));
    /// assert_eq!(Field::named("Title"), Some(Field::Title));
    /// assert_eq!(Field::named("10"), None);
    /// ```
    pub fn named(name: &str) -> Option<Field> {
        let is_named = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        NAMES.iter().find(|(_, names)| is_named(names)).map(|(field, _)| *field)
    }

    /// Every name of a field, in no promised order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().flat_map(|(_, names)| names.iter().copied())
    }

    /// The printed name.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(field, _)| *field == self).map_or("", |(_, names)| names[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_by_the_name_it_prints() {
        for (field, names) in NAMES {
            assert_eq!(Field::named(field.name()), Some(field));
            assert_eq!(field.name(), names[0]);
        }
    }
}
