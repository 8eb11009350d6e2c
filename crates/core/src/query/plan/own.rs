//! Conditions on fields of one's own, from clauses of a query.
//!
//! The type of the field determines the reading of a clause. `*` matches every article with a value. A clause that does not fit
//! the type is reported, and the query matches nothing: without the clause it would match more than the user asked for.

use std::fmt;

use jianbao_analysis::normalize;
use jianbao_article::{Decimal, FieldType, Moment, OwnFields, OwnValue, shown_moment, written_moment};
use jianbao_query::{DateSpec, Node, OwnNames, Span, ValueForm};
use serde::Serialize;

use super::Requirement;
use super::build::{Planner, one_or};
use crate::diagnostic::DiagnosticKind;

/// The names of fields of one's own, for the parser.
pub(crate) fn own_names(fields: &OwnFields) -> OwnNames {
    let mut names = OwnNames::default();
    for field in fields.iter() {
        let form = match field.field_type() {
            FieldType::Integer | FieldType::Number => ValueForm::Number,
            _ => ValueForm::Word,
        };
        names.add(field.name(), field.aliases().iter().map(String::as_str), form);
    }
    names
}

/// A condition on the value of a field of one's own. The ends of a range are included; an end of `None` is open.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
#[non_exhaustive]
pub enum OwnCondition {
    /// There is a value.
    Present,
    /// One of the texts equals this text, in normal form.
    Keyword {
        /// The text.
        text: String,
    },
    /// One of the texts begins with this text, in normal form.
    Beginning {
        /// The beginning.
        text: String,
    },
    /// A whole number is in a range.
    Integers {
        /// The least.
        from: Option<i64>,
        /// The greatest.
        to: Option<i64>,
    },
    /// A number is in a range.
    Numbers {
        /// The least.
        from: Option<f64>,
        /// The greatest.
        to: Option<f64>,
    },
    /// A moment is in a range, in microseconds since 1970-01-01 UTC.
    Times {
        /// The first.
        from: Option<i64>,
        /// The last.
        to: Option<i64>,
    },
    /// A flag has this value.
    Flag {
        /// The flag.
        value: bool,
    },
}

/// Prints the value in the query language, for people.
impl fmt::Display for OwnCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn range<T: PartialEq>(
            f: &mut fmt::Formatter<'_>,
            from: Option<&T>,
            to: Option<&T>,
            shown: impl Fn(&T) -> String,
        ) -> fmt::Result {
            let end = |end: Option<&T>| end.map_or(String::new(), &shown);
            if from.is_some() && from == to {
                f.write_str(&end(from))
            } else {
                write!(f, "{}..{}", end(from), end(to))
            }
        }
        match self {
            OwnCondition::Present => f.write_str("*"),
            OwnCondition::Keyword { text } => f.write_str(text),
            OwnCondition::Beginning { text } => write!(f, "{text}*"),
            OwnCondition::Integers { from, to } => range(f, from.as_ref(), to.as_ref(), ToString::to_string),
            OwnCondition::Numbers { from: Some(from), to: None } if is_shorter(from.next_down(), *from) => {
                write!(f, ">{}", from.next_down())
            }
            OwnCondition::Numbers { from: None, to: Some(to) } if is_shorter(to.next_up(), *to) => {
                write!(f, "<{}", to.next_up())
            }
            OwnCondition::Numbers { from, to } => range(f, from.as_ref(), to.as_ref(), ToString::to_string),
            OwnCondition::Times { from, to } => range(f, from.as_ref(), to.as_ref(), |us| shown_moment(*us)),
            OwnCondition::Flag { value } => write!(f, "{value}"),
        }
    }
}

/// True if a number has a shorter printed form than its neighbour. Such a number was the excluded end of a range, and its
/// neighbour is the included one.
fn is_shorter(number: f64, neighbour: f64) -> bool {
    number.to_string().len() < neighbour.to_string().len()
}

/// A range as written.
#[derive(Clone, Debug, PartialEq)]
struct Range<T> {
    from: End<T>,
    to: End<T>,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End<T> {
    Open,
    Included(T),
    Excluded(T),
}

impl<T> Range<T> {
    /// Reads `5`, `1..5`, `1..`, `..5`, `>1`, `>=1`, `<5`, `<=5`; 至, 到 and `～` for `..`. `read` reads an end.
    fn read(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Range<T>>
    where
        T: Clone,
    {
        let text: String = text.trim().chars().map(ascii_sign).collect();
        for (sign, at_least, is_included) in
            [(">=", true, true), ("<=", false, true), (">", true, false), ("<", false, false)]
        {
            if let Some(rest) = text.strip_prefix(sign) {
                let value = read(rest)?;
                let end = if is_included { End::Included(value) } else { End::Excluded(value) };
                return Some(if at_least {
                    Range { from: end, to: End::Open }
                } else {
                    Range { from: End::Open, to: end }
                });
            }
        }
        // A date may stand between points, so they are looked for first.
        let split_at = |signs: &[&str]| signs.iter().find_map(|sign| text.split_once(sign));
        let sides = match split_at(&[".."]) {
            None => match read(&text) {
                Some(one) => {
                    return Some(Range { from: End::Included(one.clone()), to: End::Included(one) });
                }
                None => split_at(&["至", "到", "~"]),
            },
            sides => sides,
        };
        let (left, right) = sides?;
        let end = |side: &str| match side.trim() {
            "" => Some(End::Open),
            side => read(side).map(End::Included),
        };
        let range = Range { from: end(left)?, to: end(right)? };
        (!matches!(range, Range { from: End::Open, to: End::Open })).then_some(range)
    }
}

/// The full-width and mathematical forms of signs of comparison.
fn ascii_sign(c: char) -> char {
    match c {
        '＞' => '>',
        '＜' => '<',
        '＝' => '=',
        '～' | '〜' => '~',
        '．' => '.',
        _ => c,
    }
}

impl Planner<'_> {
    /// The requirement of a clause in a field of one's own.
    pub(super) fn own(&mut self, name: &str, field_type: FieldType, node: &Node) -> Option<Requirement> {
        let condition = |condition| Requirement::Own { field: name.to_owned(), condition };
        match node {
            Node::Empty => None,
            Node::Everything { .. } => Some(condition(OwnCondition::Present)),
            Node::And(parts) => {
                let parts = parts.iter().filter_map(|part| self.own(name, field_type, part)).collect();
                one_or(parts, |parts| Requirement::All { parts })
            }
            Node::Or(parts) => {
                let parts = parts.iter().filter_map(|part| self.own(name, field_type, part)).collect();
                one_or(parts, |parts| Requirement::Any { parts })
            }
            Node::Not { inner } => {
                let inner = Box::new(self.own(name, field_type, inner)?);
                Some(Requirement::Not { inner })
            }
            Node::Boost { inner, factor } => {
                let inner = Box::new(self.own(name, field_type, inner)?);
                Some(Requirement::Boost { inner, factor: *factor })
            }
            Node::Prefix { text, .. } if field_type == FieldType::Keyword => {
                let text = normalize(text);
                (!text.is_empty()).then(|| condition(OwnCondition::Beginning { text }))
            }
            Node::Text { text, span }
            | Node::Quote { text, span }
            | Node::Prefix { text, span }
            | Node::Fuzzy { text, span, .. } => self.condition(name, field_type, text, span).map(condition),
            Node::Near { texts, span, .. } => {
                self.condition(name, field_type, &texts.join(" "), span).map(condition)
            }
            // A field in the field counts alone.
            Node::In { .. } | Node::Own { .. } | Node::Date { .. } => self.inside_own(node),
        }
    }

    /// The condition that a text expresses; `None` if it does not fit the type.
    fn condition(
        &mut self,
        name: &str,
        field_type: FieldType,
        text: &str,
        span: &Span,
    ) -> Option<OwnCondition> {
        let condition = match field_type {
            FieldType::Integer => self.numbers(text, span).map(|range| {
                let from = match range.from {
                    End::Open => None,
                    End::Included(least) => Some(least.ceil()),
                    End::Excluded(below) => Some(below.floor().saturating_add(1)),
                };
                let to = match range.to {
                    End::Open => None,
                    End::Included(most) => Some(most.floor()),
                    End::Excluded(above) => Some(above.ceil().saturating_sub(1)),
                };
                integers(from, to)
            }),
            FieldType::Number => self.numbers(text, span).and_then(|range| {
                let from = match range.from {
                    End::Open => None,
                    End::Included(least) => Some(least.to_f64()? + 0.0),
                    End::Excluded(below) => Some(below.to_f64()?.next_up() + 0.0),
                };
                let to = match range.to {
                    End::Open => None,
                    End::Included(most) => Some(most.to_f64()? + 0.0),
                    End::Excluded(above) => Some(above.to_f64()?.next_down() + 0.0),
                };
                Some(OwnCondition::Numbers { from, to })
            }),
            FieldType::Time => self.times(text, span),
            FieldType::Flag => match OwnValue::read(FieldType::Flag, &text.into()) {
                Some(OwnValue::Flag(value)) => Some(OwnCondition::Flag { value }),
                _ => None,
            },
            _ => {
                let text = normalize(text);
                return (!text.is_empty()).then_some(OwnCondition::Keyword { text });
            }
        };
        if condition.is_none() && !self.lacks_today() {
            let (field, written) = (name.to_owned(), text.to_owned());
            self.say(DiagnosticKind::BadValue { field, written, field_type }, span);
        }
        condition
    }

    /// A range of numbers, the lesser end first.
    fn numbers(&mut self, text: &str, span: &Span) -> Option<Range<Decimal>> {
        let range = Range::read(text, Decimal::read)?;
        let is_turned = match (range.from, range.to) {
            (End::Included(from), End::Included(to)) => from.is_above(to),
            _ => false,
        };
        Some(self.forwards(range, is_turned, text, span))
    }

    /// A range of moments: days as after 日期:, or times.
    fn times(&mut self, text: &str, span: &Span) -> Option<OwnCondition> {
        if let Some(spec) = DateSpec::read(text) {
            let days = self.days(&spec, text, span)?;
            let Requirement::Days { from, to } = days else { return None };
            let last_of = |day: i64| Some(day_us(day.checked_add(1)?)? - 1);
            return Some(OwnCondition::Times { from: from.and_then(day_us), to: to.and_then(last_of) });
        }
        let range = Range::read(text, written_moment)?;
        let is_turned = match (range.from, range.to) {
            (End::Included(from), End::Included(to)) => from.first_us > to.last_us,
            _ => false,
        };
        let range: Range<Moment> = self.forwards(range, is_turned, text, span);
        let from = match range.from {
            End::Open => None,
            End::Included(first) => Some(first.first_us),
            End::Excluded(before) => Some(before.last_us.saturating_add(1)),
        };
        let to = match range.to {
            End::Open => None,
            End::Included(last) => Some(last.last_us),
            End::Excluded(behind) => Some(behind.first_us.saturating_sub(1)),
        };
        Some(OwnCondition::Times { from, to })
    }

    /// The range, turned round if it ends before it begins.
    fn forwards<T>(&mut self, range: Range<T>, is_turned: bool, text: &str, span: &Span) -> Range<T> {
        if !is_turned {
            return range;
        }
        self.say(DiagnosticKind::TurnedRound { written: text.to_owned() }, span);
        Range { from: range.to, to: range.from }
    }
}

/// The first microsecond of a day in China, counted from 1970-01-01.
fn day_us(day: i64) -> Option<i64> {
    const HOUR_US: i64 = 3_600_000_000;
    day.checked_mul(24 * HOUR_US)?.checked_sub(8 * HOUR_US)
}

/// A range of whole numbers within 64 bits. One beyond them is empty.
fn integers(from: Option<i128>, to: Option<i128>) -> OwnCondition {
    let empty = OwnCondition::Integers { from: Some(1), to: Some(0) };
    let (least, most) = (i128::from(i64::MIN), i128::from(i64::MAX));
    if from.is_some_and(|from| from > most) || to.is_some_and(|to| to < least) {
        return empty;
    }
    let clamped = |end: i128| i64::try_from(end.clamp(least, most)).ok();
    OwnCondition::Integers { from: from.and_then(clamped), to: to.and_then(clamped) }
}

#[cfg(test)]
mod tests {
    use jianbao_article::FieldDeclaration;

    use crate::index::index::Index;
    use crate::request::SearchRequest;

    fn planned(query: &str) -> (String, Vec<String>) {
        let fields = [
            ("标签", "tags", "keyword"),
            ("浏览", "views", "integer"),
            ("热度", "heat", "number"),
            ("发布", "at", "time"),
            ("置顶", "top", "flag"),
            ("摘要", "summary", "text"),
            ("评论", "notes", "text+"),
        ];
        let mut builder = Index::builder();
        for (name, alias, field_type) in fields {
            builder = builder.field(FieldDeclaration::new(name, field_type.parse().unwrap()).alias(alias));
        }
        let request = SearchRequest::new(query).today(jiff::civil::date(2024, 5, 8));
        let explanation = builder.in_memory().unwrap().explain(&request, None).unwrap();
        (explanation.plan, explanation.diagnostics.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn values_are_read_by_the_type_of_their_field() {
        for (query, expect) in [
            ("标签:Ａ股 TAGS:“快 讯”", "标签:a股 标签:快讯"),
            ("标签:快*", "标签:快*"),
            ("标签:(甲 或 乙) -标签:丙", "(标签:甲 或 标签:乙) -标签:丙"),
            ("标签:*", "标签:*"),
            ("浏览:5", "浏览:5"),
            ("浏览:>1万", "浏览:10001.."),
            ("浏览:>=1.5", "浏览:2.."),
            ("浏览:<1.5", "浏览:..1"),
            ("浏览:<-2", "浏览:..-3"),
            ("浏览:-5..5", "浏览:-5..5"),
            ("浏览:1,000至2,000", "浏览:1000..2000"),
            ("浏览:5..1", "浏览:1..5"),
            ("浏览:0.5", "浏览:1..0"),
            ("浏览:>1e30", "浏览:1..0"),
            ("浏览:<1e30", "浏览:..9223372036854775807"),
            ("浏览：（＞5 ＜9）", "浏览:6.. 浏览:..8"),
            ("热度:0.5..1", "热度:0.5..1"),
            ("热度:3.5%", "热度:0.035"),
            ("热度:>0", "热度:>0"),
            ("热度:<0.5", "热度:<0.5"),
            ("热度:>-0.5", "热度:>-0.5"),
            ("发布:2024-05-07", "发布:2024-05-07T00:00:00+08:00..2024-05-07T23:59:59.999999+08:00"),
            ("发布:>2024-05-07", "发布:2024-05-08T00:00:00+08:00.."),
            ("发布:近2天", "发布:2024-05-07T00:00:00+08:00..2024-05-08T23:59:59.999999+08:00"),
            ("发布:>=2024-05-08T02:30Z", "发布:2024-05-08T10:30:00+08:00.."),
            ("发布:“2024-05-08 10:30”", "发布:2024-05-08T10:30:00+08:00..2024-05-08T10:30:59.999999+08:00"),
            (
                "发布:2024-05-08T10:30..2024-05-08T11:30",
                "发布:2024-05-08T10:30:00+08:00..2024-05-08T11:30:59.999999+08:00",
            ),
            ("置顶:是 top:false", "置顶:true 置顶:false"),
            ("-置顶:是", "-置顶:true"),
            ("春茶 浏览:*", "春茶 浏览:*"),
            ("摘要:图书馆开放", "摘要:图书馆 摘要:开放"),
            ("SUMMARY：“國際論壇”", "摘要:\"国际论坛\""),
            ("摘要:covi* 摘要:covid~", "摘要:covi* 摘要:covid~"),
            ("评论:“夜市 摊位”~6", "评论:\"夜市 摊位\"~6"),
            ("摘要:(夜市 或 -春茶)", "摘要:夜市 或 -摘要:春茶"),
            ("-摘要:夜市春茶 摘要:-高铁", "-摘要:夜市春茶 -摘要:高铁"),
            ("-摘要:(夜市 春茶)", "-(摘要:夜市 摘要:春茶)"),
            ("摘要:* -评论:*", "摘要:* -评论:*"),
            ("摘要:(夜市 标题:春茶 标签:快讯)", "摘要:夜市 标题:春茶 标签:快讯"),
            ("摘要:夜市^2", "(摘要:夜市)^2"),
        ] {
            assert_eq!(planned(query).0, expect, "{query}");
        }
    }

    #[test]
    fn what_is_not_of_the_type_is_told_and_finds_nothing() {
        for (query, expect) in [
            ("浏览:很多", "很多 is not an integer (12000, 1.2万), as 浏览 needs: nothing is found"),
            ("-热度:高", "高 is not a number (0.87, 1.2万, 3.5%), as 热度 needs: nothing is found"),
            (
                "发布:某日",
                "某日 is not a time (2024-05-08T10:30:00+08:00, 2024年5月8日 10:30), as 发布 needs: nothing is found",
            ),
            ("置顶:2", "2 is not a flag (true, false, 是, 否), as 置顶 needs: nothing is found"),
        ] {
            assert_eq!(planned(query), ("()".to_owned(), vec![expect.to_owned()]), "{query}");
        }
        assert_eq!(planned("浏览:5..1").1, ["5..1 ends before it begins: start and end are swapped"]);
    }
}
