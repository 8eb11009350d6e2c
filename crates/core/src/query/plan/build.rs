//! Builder of the plan from the syntax tree.

use jianbao_analysis::{Analyzer, normalize};
use jianbao_query::{CivilDay, DateSpec, Field, Node, PageRange, Span, parse};

use super::bounds::first_clauses;
use super::unquoted::{Asked, asked};
use super::{Planned, Requirement, Scope, ValueField};
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::request::SearchRequest;
use crate::segment::document;

/// The maximum length of a word for a search by spelling, in bytes. A longer one is searched as it is.
const MAX_FUZZY_BYTES: usize = 64;

/// Parses and plans the query of a request, within the days of the request.
pub(crate) fn plan(request: &SearchRequest, analyzer: &Analyzer) -> Planned {
    let parsed = parse(&request.query);
    let diagnostics = parsed.diagnostics.into_iter().map(Diagnostic::from).collect();
    let today = request.today.and_then(|date| {
        let part = |number: i8| u8::try_from(number).ok();
        CivilDay::new(i32::from(date.year()), part(date.month())?, part(date.day())?)
    });
    let mut planner = Planner { analyzer, today, diagnostics };
    let asked = planner.clause(&parsed.ast, Target::Text(Scope::Anywhere));
    let mut requirement = match asked {
        Some(requirement) => requirement,
        None => {
            // A request for all articles of some days needs no words.
            let is_limited = request.from.is_some() || request.to.is_some();
            if request.query.trim().is_empty() && is_limited {
                Requirement::Everything
            } else {
                planner.say(DiagnosticKind::NothingAsked, &(0..request.query.len()));
                Requirement::Nothing
            }
        }
    };
    // What is left of a query without one of its dates would find more than was asked.
    if planner.diagnostics.iter().any(|told| matches!(told.kind, DiagnosticKind::NeedsToday)) {
        requirement = Requirement::Nothing;
    }
    if request.recency_half_life_days.is_some() && request.today.is_none() {
        planner.say(DiagnosticKind::RecencyNeedsToday, &(0..request.query.len()));
    }
    let max_clauses = request.limits.clauses;
    let (kept, is_cut) = first_clauses(requirement, max_clauses);
    requirement = kept.unwrap_or(Requirement::Nothing);
    if is_cut {
        planner.say(DiagnosticKind::TooManyClauses { max_clauses }, &(0..request.query.len()));
    }
    if request.from.is_some() || request.to.is_some() {
        let days = Requirement::Days {
            from: request.from.map(document::day_of),
            to: request.to.map(document::day_of),
        };
        requirement = match requirement {
            Requirement::All { mut parts } => {
                parts.push(days);
                Requirement::All { parts }
            }
            Requirement::Everything => days,
            one => Requirement::All { parts: vec![one, days] },
        };
    }
    Planned { requirement, diagnostics: planner.diagnostics }
}

/// The target of the clauses inside a field.
#[derive(Clone, Copy)]
enum Target {
    Text(Scope),
    Value(ValueField),
}

struct Planner<'a> {
    analyzer: &'a Analyzer,
    today: Option<CivilDay>,
    diagnostics: Vec<Diagnostic>,
}

impl Planner<'_> {
    fn say(&mut self, kind: DiagnosticKind, span: &Span) {
        self.diagnostics.push(Diagnostic { kind, span: span.clone() });
    }

    /// The requirement of a clause; none for an empty one. A function character that stands alone is required here:
    /// [`Planner::conjunction`] knows the other clauses.
    fn clause(&mut self, node: &Node, target: Target) -> Option<Requirement> {
        match node {
            Node::Empty => None,
            Node::Everything { .. } => Some(Requirement::Everything),
            Node::And(parts) => self.conjunction(parts, target),
            Node::Or(parts) => {
                let parts: Vec<_> = parts.iter().filter_map(|part| self.clause(part, target)).collect();
                one_or(parts, |parts| Requirement::Any { parts })
            }
            Node::Not { inner } => {
                let inner = self.negated(inner, target)?;
                Some(Requirement::Not { inner: Box::new(inner) })
            }
            Node::Boost { inner, factor } => {
                let inner = self.clause(inner, target)?;
                Some(Requirement::Boost { inner: Box::new(inner), factor: *factor })
            }
            Node::In { field, inner } => self.clause(inner, target_of(*field)),
            Node::Date { spec, written, span } => self.days(spec, written, span),
            Node::Text { text, .. } => match target {
                Target::Text(scope) => {
                    let Asked { requirements, .. } = asked(text, scope, self.analyzer);
                    one_or(requirements, |parts| Requirement::All { parts })
                }
                Target::Value(field) => value(field, text),
            },
            Node::Quote { text, .. } => match target {
                Target::Text(scope) => exactly(text, scope),
                Target::Value(field) => value(field, text),
            },
            Node::Near { texts, distance_units, .. } => {
                let texts: Vec<String> =
                    texts.iter().map(|text| normalize(text)).filter(|text| !text.is_empty()).collect();
                let scope = match target {
                    Target::Text(scope) => scope,
                    Target::Value(field) => return value(field, &texts.concat()),
                };
                match texts.len() {
                    0 => None,
                    1 => texts.into_iter().next().map(|text| Requirement::Quote { text, scope }),
                    _ => Some(Requirement::Near { texts, distance_units: *distance_units, scope }),
                }
            }
            Node::Prefix { text, span } => match target {
                Target::Text(scope) => self.prefix(text, span, scope),
                Target::Value(field) => value(field, text),
            },
            Node::Fuzzy { text, distance, .. } => match target {
                Target::Text(scope) => {
                    let text = normalize(text);
                    // The automaton of similar spellings grows with the word; real words are shorter.
                    if text.len() > MAX_FUZZY_BYTES {
                        return Some(Requirement::Quote { text, scope });
                    }
                    (!text.is_empty()).then_some(Requirement::Fuzzy { text, distance: *distance, scope })
                }
                Target::Value(field) => value(field, text),
            },
        }
    }

    /// The days of a date; none if they cannot be known.
    fn days(&mut self, spec: &DateSpec, written: &str, span: &Span) -> Option<Requirement> {
        let as_written = || written.to_owned();
        let Some(days) = spec.resolve(self.today) else {
            let kind = match self.today {
                None => DiagnosticKind::NeedsToday,
                Some(_) => DiagnosticKind::NoSuchDay { written: as_written() },
            };
            self.say(kind, span);
            return None;
        };
        let (mut from, mut to) = (days.from, days.to);
        if let (Some(first), Some(last)) = (from, to)
            && first > last
        {
            self.say(DiagnosticKind::TurnedRound { written: as_written() }, span);
            let turned = DateSpec { from: spec.to, to: spec.from }.resolve(self.today)?;
            (from, to) = (turned.from, turned.to);
        }
        if spec.infers_year() {
            let day = |day: Option<CivilDay>| day.map_or(String::new(), |day| day.to_string());
            let meant = if from == to { day(from) } else { format!("{}..{}", day(from), day(to)) };
            self.say(DiagnosticKind::YearInferred { written: as_written(), meant }, span);
        }
        let day = |day: Option<CivilDay>| day.map(CivilDay::days_since_1970);
        Some(Requirement::Days { from: day(from), to: day(to) })
    }

    /// Every part, in the order of the query. Texts of function characters alone only rank if there is another part beside them.
    fn conjunction(&mut self, nodes: &[Node], target: Target) -> Option<Requirement> {
        let mut parts = Vec::new();
        let mut only_function: Vec<(usize, Vec<Requirement>)> = Vec::new();
        for node in nodes {
            if let (Node::Text { text, .. }, Target::Text(scope)) = (node, target) {
                let Asked { requirements, is_function_only } = asked(text, scope, self.analyzer);
                if is_function_only {
                    only_function.push((parts.len(), requirements));
                } else {
                    parts.extend(requirements);
                }
                continue;
            }
            match self.clause(node, target) {
                Some(Requirement::All { parts: inner }) => parts.extend(inner),
                Some(part) => parts.push(part),
                None => {}
            }
        }
        let is_asked =
            |part: &Requirement| !matches!(part, Requirement::Rank { .. } | Requirement::Not { .. });
        let something_else_is_asked = parts.iter().any(is_asked);
        // "Every article" beside another clause adds nothing.
        let is_everything = |part: &Requirement| matches!(part, Requirement::Everything);
        if !parts.iter().all(is_everything) {
            parts.retain(|part| !is_everything(part));
        }
        parts.dedup_by(|a, b| is_everything(a) && is_everything(b));
        // From the last to the first, so that the earlier positions stay valid.
        for (place, requirements) in only_function.into_iter().rev() {
            let ranked = |requirement: Requirement| match requirement {
                Requirement::Joined { text, scope } if something_else_is_asked => {
                    Requirement::Rank { text, scope }
                }
                required => required,
            };
            parts.splice(place..place, requirements.into_iter().map(ranked));
        }
        one_or(parts, |parts| Requirement::All { parts })
    }

    /// Negation excludes contained text, not words: `-上海` excludes every article that contains 上海.
    fn negated(&mut self, node: &Node, target: Target) -> Option<Requirement> {
        match (node, target) {
            (Node::Text { text, .. }, Target::Text(scope)) => exactly(text, scope),
            (Node::And(parts), _) => {
                let parts: Vec<_> = parts.iter().filter_map(|part| self.negated(part, target)).collect();
                one_or(parts, |parts| Requirement::All { parts })
            }
            (Node::Or(parts), _) => {
                let parts: Vec<_> = parts.iter().filter_map(|part| self.negated(part, target)).collect();
                one_or(parts, |parts| Requirement::Any { parts })
            }
            (Node::In { field, inner }, _) => self.negated(inner, target_of(*field)),
            (Node::Boost { inner, .. }, _) => self.negated(inner, target),
            _ => self.clause(node, target),
        }
    }

    /// The prefix of a Latin word or number. A text that does not end in one is its own prefix.
    fn prefix(&mut self, raw: &str, span: &Span, scope: Scope) -> Option<Requirement> {
        let text = normalize(raw);
        if text.is_empty() {
            return None;
        }
        if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Some(Requirement::Prefix { text, scope });
        }
        if text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            self.say(DiagnosticKind::MixedBeginning, span);
        }
        Some(Requirement::Quote { text, scope })
    }
}

fn target_of(field: Field) -> Target {
    match field {
        Field::Title => Target::Text(Scope::Title),
        Field::Body => Target::Text(Scope::Body),
        Field::Source => Target::Value(ValueField::Source),
        Field::Section => Target::Value(ValueField::Section),
        Field::Place => Target::Value(ValueField::Place),
        Field::Page => Target::Value(ValueField::Page),
        Field::Reporter => Target::Value(ValueField::Reporter),
        Field::Correspondent => Target::Value(ValueField::Correspondent),
        Field::Photographer => Target::Value(ValueField::Photographer),
        // The parser makes dates nodes of their own.
        Field::Date => Target::Text(Scope::Anywhere),
    }
}

/// True if clauses in a field are matched against text, not against its values.
pub(crate) fn is_text(field: Field) -> bool {
    matches!(target_of(field), Target::Text(_))
}

fn exactly(raw: &str, scope: Scope) -> Option<Requirement> {
    let text = normalize(raw);
    (!text.is_empty()).then_some(Requirement::Quote { text, scope })
}

fn value(field: ValueField, raw: &str) -> Option<Requirement> {
    if field == ValueField::Page
        && let Some(PageRange { sheet, from, to }) = PageRange::read(raw)
    {
        return Some(Requirement::Pages { sheet, from, to });
    }
    let text = normalize(raw);
    (!text.is_empty()).then_some(Requirement::Value { field, text })
}

/// The only part, or all of them as a conjunction; none for no parts.
pub(super) fn one_or(
    mut parts: Vec<Requirement>,
    join: impl FnOnce(Vec<Requirement>) -> Requirement,
) -> Option<Requirement> {
    if parts.len() > 1 {
        return Some(join(parts));
    }
    parts.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(query: &str) -> String {
        let request = SearchRequest::new(query).today(jiff::civil::date(2020, 11, 5));
        plan(&request, &Analyzer::new()).requirement.to_string()
    }

    #[test]
    fn queries_become_plans_of_normalised_strings() {
        for (query, expect) in [
            ("劳动者权益 ＧＤＰ", "劳动者 权益 gdp"),
            ("“總工會”", "\"总工会\""),
            ("5G的应用", "5g [的] 应用"),
            ("工会 的", "工会 [的]"),
            ("的", "的"),
            ("这是", "这是"),
            ("的 是", "的 是"),
            ("职工 -上海市", "职工 -\"上海市\""),
            ("工会 或 (职工 上海)", "工会 或 (职工 上海)"),
            ("标题:劳动 正文:“上海”", "标题:劳动 正文:\"上海\""),
            ("记者:王　伟", "记者:王 伟"),
            ("地点:南京", "地点:南京"),
            ("日期:近7天", "日期:2020-10-30..2020-11-05"),
            ("日期:2020..2019", "日期:2019-01-01..2020-12-31"),
            ("日期:11月3日至10月26日", "日期:2020-11-03..2021-10-26"),
            ("日期:(2018 或 2020)", "日期:2018-01-01..2018-12-31 或 日期:2020-01-01..2020-12-31"),
            ("版:05 版:第1版至第4版 版:A2.. 版:要闻", "版:5 版:1..4 版:A2.. 版:要闻"),
            ("*", "*"),
            ("* 记者:王伟", "记者:王伟"),
            ("* -上海", "-\"上海\""),
            ("covi*", "covi*"),
            ("劳动*", "\"劳动\""),
            ("，。！", "()"),
            ("", "()"),
            ("“。”", "\"。\""),
        ] {
            assert_eq!(planned(query), expect, "{query}");
        }
    }

    #[test]
    fn a_query_that_asks_nothing_says_so() {
        let planned = plan(&SearchRequest::new("……"), &Analyzer::new());
        assert_eq!(planned.requirement, Requirement::Nothing);
        assert_eq!(planned.diagnostics.len(), 1);
    }

    #[test]
    fn a_year_that_is_inferred_is_told() {
        for (query, expect) in [
            ("日期:10月26日", "10月26日 does not say the year: read as 2020-10-26"),
            ("日期:12月", "12月 does not say the year: read as 2019-12-01..2019-12-31"),
            ("日期:去年2月29日", "there is no day 去年2月29日: left out"),
            ("日期:2020..2019", "2020..2019 ends before it begins: read the other way round"),
        ] {
            let request = SearchRequest::new(query).today(jiff::civil::date(2020, 11, 5));
            let said: Vec<String> =
                plan(&request, &Analyzer::new()).diagnostics.into_iter().map(|d| d.to_string()).collect();
            assert_eq!(said[0], expect, "{query}");
        }
    }

    #[test]
    fn days_of_the_request_need_no_words() {
        let request = SearchRequest::new("").since(jiff::civil::date(1970, 1, 2));
        let planned = plan(&request, &Analyzer::new());
        assert_eq!(planned.requirement, Requirement::Days { from: Some(1), to: None });
        assert!(planned.diagnostics.is_empty());
    }

    #[test]
    fn required_lists_what_unquoted_text_requires() {
        let required =
            |query: &str| plan(&SearchRequest::new(query), &Analyzer::new()).requirement.required();
        assert_eq!(required("5G的应用 “总工会” -上海 A股"), ["5g", "应用", "a股"]);
    }
}
