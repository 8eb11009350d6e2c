//! Builder of the plan from the syntax tree.

mod negation;
mod notes;

use jianbao_analysis::{Analyzer, normalize};
use jianbao_query::{Date, DateSpec, Field, Node, PageRange, Span, parse_with};

use super::bounds::first_clauses;
use super::own::own_names;
use super::unquoted::{Asked, Part, asked, stretch};
use super::{Knowledge, OwnCondition, Planned, Requirement, Scope, Stretch, ValueField};
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::error::{Error, Result};
use crate::request::{AsTyped, SearchRequest};
use crate::segment::document;

/// The maximum length of a word for a search by spelling, in bytes. A longer one is searched as it is.
const MAX_FUZZY_BYTES: usize = 64;

/// Maximum number of stretches of one query that are counted as typed: the first ones.
const MAX_STRETCHES: usize = 16;

/// Maximum number of strings of one query that are bound. The parts of later ones are searched separately.
const MAX_BOUND: usize = 64;

/// Parses and plans the query of a request, within the days of the request.
///
/// # Errors
/// If the index cannot be read.
pub(crate) fn plan(
    request: &SearchRequest,
    analyzer: &Analyzer,
    knowledge: &dyn Knowledge,
) -> Result<Planned> {
    let parsed = parse_with(&request.query, &own_names(knowledge.own().declared()));
    let diagnostics = parsed.diagnostics.into_iter().map(Diagnostic::from).collect();
    let mut planner = Planner {
        query: &request.query,
        analyzer,
        knowledge,
        today: request.today,
        diagnostics,
        left_to_bind: MAX_BOUND,
        failed: None,
    };
    let asked = planner.clause(&parsed.ast, &Target::Text(Scope::Anywhere));
    planner.say_source(&parsed.ast);
    planner.say_unknown_fields(&parsed.ast);
    let stretches = planner.stretches(&parsed.ast, asked.as_ref());
    if let Some(failed) = planner.failed {
        return Err(failed);
    }
    let mut requirement = match asked {
        Some(requirement) => requirement,
        None => {
            // A request for all articles of some days needs no words.
            let is_limited = request.from.is_some() || request.to.is_some();
            let is_told =
                planner.diagnostics.iter().any(|told| matches!(told.kind, DiagnosticKind::BadValue { .. }));
            if request.query.trim().is_empty() && is_limited {
                Requirement::Everything
            } else if is_told {
                Requirement::Nothing
            } else {
                planner.say(DiagnosticKind::NothingAsked, &(0..request.query.len()));
                Requirement::Nothing
            }
        }
    };
    // A query without one of its conditions would match more articles than the user wants.
    let is_condition_lost =
        |told: &Diagnostic| matches!(told.kind, DiagnosticKind::NeedsToday | DiagnosticKind::BadValue { .. });
    if planner.diagnostics.iter().any(is_condition_lost) {
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
    if request.as_typed == AsTyped::Only && !stretches.is_empty() {
        let wholes = stretches.iter().map(|stretch| stretch.whole.clone());
        let parts = std::iter::once(requirement).chain(wholes).collect();
        requirement = Requirement::All { parts };
    }
    if request.from.is_some() || request.to.is_some() {
        let days = Requirement::Days {
            from: request.from.map(document::day_of),
            to: request.to.map(document::day_of),
        };
        requirement = limited(requirement, days);
    }
    if let Some(number) = request.added_after {
        requirement = limited(requirement, Requirement::AddedAfter { number });
    }
    Ok(Planned { requirement, diagnostics: planner.diagnostics, stretches })
}

/// A requirement with a condition of the request.
fn limited(requirement: Requirement, condition: Requirement) -> Requirement {
    match requirement {
        Requirement::All { mut parts } => {
            parts.push(condition);
            Requirement::All { parts }
        }
        Requirement::Everything => condition,
        one => Requirement::All { parts: vec![one, condition] },
    }
}

/// The target of the clauses inside a field.
enum Target {
    Text(Scope),
    Value(ValueField),
}

pub(super) struct Planner<'a> {
    query: &'a str,
    analyzer: &'a Analyzer,
    knowledge: &'a dyn Knowledge,
    today: Option<Date>,
    diagnostics: Vec<Diagnostic>,
    /// The number of strings that may still be bound.
    left_to_bind: usize,
    /// The first failure of the index. It ends the plan.
    failed: Option<Error>,
}

impl Planner<'_> {
    pub(super) fn say(&mut self, kind: DiagnosticKind, span: &Span) {
        self.diagnostics.push(Diagnostic { kind, span: span.clone() });
    }

    /// The requirement of a clause; none for an empty one. A function character by itself is required here:
    /// [`Planner::conjunction`] knows the other clauses.
    fn clause(&mut self, node: &Node, target: &Target) -> Option<Requirement> {
        match node {
            Node::Empty => None,
            Node::Everything { .. } => Some(match target {
                Target::Text(Scope::Own(field)) => present(field),
                Target::Text(_) | Target::Value(_) => Requirement::Everything,
            }),
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
            Node::In { field, inner } => self.clause(inner, &target_of(*field)),
            Node::Own { name, inner } => {
                let field_type = self.knowledge.own().get(name)?.field_type;
                if field_type.is_text() {
                    return self.clause(inner, &Target::Text(Scope::Own(name.clone())));
                }
                self.own(name, field_type, inner)
            }
            Node::Date { spec, written, span } => self.days(spec, written, span),
            Node::Text { text, span } => match target {
                Target::Text(scope) => {
                    let Asked { parts, is_weak } = asked(text, scope, self.analyzer);
                    let parts = if is_weak { parts } else { without_questions(parts) };
                    let requirements = self.requirements(parts, scope, span);
                    one_or(self.or_person(text, scope, requirements), |parts| Requirement::All { parts })
                }
                Target::Value(field) => value(*field, text),
            },
            Node::Quote { text, .. } => match target {
                Target::Text(scope) => exactly(text, scope),
                Target::Value(field) => value(*field, text),
            },
            Node::Near { texts, distance_units, .. } => {
                let texts: Vec<String> =
                    texts.iter().map(|text| normalize(text)).filter(|text| !text.is_empty()).collect();
                let scope = match target {
                    Target::Text(scope) => scope,
                    Target::Value(field) => return value(*field, &texts.concat()),
                };
                match texts.len() {
                    0 => None,
                    1 => {
                        texts.into_iter().next().map(|text| Requirement::Quote { text, scope: scope.clone() })
                    }
                    _ => {
                        let (distance_units, scope) = (*distance_units, scope.clone());
                        Some(Requirement::Near { texts, distance_units, scope })
                    }
                }
            }
            Node::Prefix { text, span } => match target {
                Target::Text(scope) => self.prefix(text, span, scope),
                Target::Value(field) => value(*field, text),
            },
            Node::Fuzzy { text, distance, .. } => match target {
                Target::Text(scope) => {
                    let text = normalize(text);
                    // The automaton of similar spellings grows with the word; real words are shorter.
                    if text.len() > MAX_FUZZY_BYTES {
                        return Some(Requirement::Quote { text, scope: scope.clone() });
                    }
                    let (distance, scope) = (*distance, scope.clone());
                    (!text.is_empty()).then_some(Requirement::Fuzzy { text, distance, scope })
                }
                Target::Value(field) => value(*field, text),
            },
        }
    }

    /// The requirement of a clause with a field of its own inside another field.
    pub(super) fn inside_own(&mut self, node: &Node) -> Option<Requirement> {
        self.clause(node, &Target::Text(Scope::Anywhere))
    }

    /// True if a date was left out because today is unknown.
    pub(super) fn lacks_today(&self) -> bool {
        self.diagnostics.last().is_some_and(|told| {
            matches!(told.kind, DiagnosticKind::NeedsToday | DiagnosticKind::NoSuchDay { .. })
        })
    }

    /// The days of a date; none if they cannot be known.
    pub(super) fn days(&mut self, spec: &DateSpec, written: &str, span: &Span) -> Option<Requirement> {
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
            let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
            let meant = if from == to { day(from) } else { format!("{}..{}", day(from), day(to)) };
            self.say(DiagnosticKind::YearInferred { written: as_written(), meant }, span);
        }
        let day = |day: Option<Date>| day.map(document::day_of);
        Some(Requirement::Days { from: day(from), to: day(to) })
    }

    /// Every part, in the order of the query. Texts of function characters alone only rank if there is another part beside them.
    fn conjunction(&mut self, nodes: &[Node], target: &Target) -> Option<Requirement> {
        let mut parts = Vec::new();
        let mut weak: Vec<(usize, Vec<Part>, &Scope)> = Vec::new();
        let mut nodes = nodes.iter().peekable();
        while let Some(node) = nodes.next() {
            if let (Target::Text(scope), Some(next)) = (target, nodes.peek())
                && let Some(one_run) = self.as_one_run(node, next, scope)
            {
                parts.push(one_run);
                nodes.next();
                continue;
            }
            if let (Node::Text { text, span }, Target::Text(scope)) = (node, target) {
                let asked = asked(text, scope, self.analyzer);
                if asked.is_weak {
                    weak.push((parts.len(), asked.parts, scope));
                } else {
                    let requirements = self.requirements(without_questions(asked.parts), scope, span);
                    parts.extend(self.or_person(text, scope, requirements));
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
        for (place, some, scope) in weak.into_iter().rev() {
            let some = if something_else_is_asked { without_questions(some) } else { some };
            let ranked = |requirement: Requirement| match requirement {
                Requirement::Joined { text, .. } if something_else_is_asked => {
                    Requirement::Rank { text, scope: scope.clone() }
                }
                required => required,
            };
            let requirements = self.requirements(some, scope, &(0..0));
            parts.splice(place..place, requirements.into_iter().map(ranked));
        }
        one_or(parts, |parts| Requirement::All { parts })
    }

    /// Letters and digits with one space between (iPhone 12): both words, or the one run.
    fn as_one_run(&self, first: &Node, second: &Node, scope: &Scope) -> Option<Requirement> {
        let (Node::Text { text: a, span: before }, Node::Text { text: b, span: behind }) = (first, second)
        else {
            return None;
        };
        let is_one_space = self.query.get(before.end..behind.start)?.chars().eq([' ']);
        let (a, b) = (normalize(a), normalize(b));
        let is_run = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_digit = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
        let differ = is_digit(a.bytes().next_back()) != is_digit(b.bytes().next());
        if !(is_one_space && is_run(&a) && is_run(&b) && differ && !a.is_empty() && !b.is_empty()) {
            return None;
        }
        let word = |text: String| Requirement::Word { text, scope: scope.clone() };
        let one_run = word([a.as_str(), b.as_str()].concat());
        let both = Requirement::All { parts: vec![word(a), word(b)] };
        Some(Requirement::Any { parts: vec![both, one_run] })
    }

    /// The requirements of the parts of a chunk. The parts of a bound string that no article contains are required separately.
    fn requirements(&mut self, parts: Vec<Part>, scope: &Scope, span: &Span) -> Vec<Requirement> {
        let mut requirements = Vec::new();
        for part in parts {
            match part {
                Part::One(one) | Part::Question(one) => requirements.push(one),
                Part::Bound { text, apart } if self.is_bound(&text, scope) => {
                    requirements.push(Requirement::Joined { text, scope: scope.clone(), apart });
                }
                Part::Bound { text, apart } => {
                    self.say(DiagnosticKind::AskedApart { text }, span);
                    requirements.extend(apart);
                }
            }
        }
        requirements
    }

    fn is_bound(&mut self, text: &str, scope: &Scope) -> bool {
        let Some(left) = self.left_to_bind.checked_sub(1) else { return false };
        self.left_to_bind = left;
        let known = self.knowledge.contains(text, scope);
        self.known(known, false)
    }

    /// The requirements of a chunk, or the person of that name, if there is one.
    fn or_person(&mut self, raw: &str, scope: &Scope, requirements: Vec<Requirement>) -> Vec<Requirement> {
        let text = normalize(raw);
        if *scope != Scope::Anywhere || requirements.is_empty() {
            return requirements;
        }
        let known = self.knowledge.has_person(&text);
        if !self.known(known, false) {
            return requirements;
        }
        let asked = one_or(requirements, |parts| Requirement::All { parts });
        let parts = asked.into_iter().chain([Requirement::Person { text }]).collect();
        vec![Requirement::Any { parts }]
    }

    /// A fact of the index; the default after a failure.
    fn known<T>(&mut self, known: Result<T>, default: T) -> T {
        known.unwrap_or_else(|error| {
            self.failed.get_or_insert(error);
            default
        })
    }

    /// The stretches of unquoted text, outside groups and fields, that consist of several strings.
    fn stretches(&self, ast: &Node, asked: Option<&Requirement>) -> Vec<Stretch> {
        let nodes = match ast {
            Node::And(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut bound = Vec::new();
        if let Some(asked) = asked {
            asked.each_clause(&mut |clause| match clause {
                Requirement::Joined { text, apart, .. } if !apart.is_empty() => bound.push(text),
                _ => {}
            });
        }
        let is_asked = |text: &String| {
            let parts = asked.map_or(&[][..], Requirement::parts);
            let is_it = |part: &Requirement| part.strings() == std::slice::from_ref(text);
            asked.is_some_and(is_it) || parts.iter().any(is_it)
        };
        let words_of = |part: Part| match part {
            Part::Bound { text, .. } if bound.contains(&&text) => vec![text],
            Part::Bound { apart, .. } => apart.iter().flat_map(Requirement::required).collect(),
            Part::One(one) | Part::Question(one) => one.required(),
        };
        let stretches = nodes.iter().filter_map(|node| match node {
            Node::Text { text, .. } => stretch(text, &Scope::Anywhere, self.analyzer),
            _ => None,
        });
        stretches
            .filter(|(text, _)| !is_asked(text))
            .take(MAX_STRETCHES)
            .map(|(text, parts)| Stretch {
                whole: Requirement::Joined { text, scope: Scope::Anywhere, apart: Vec::new() },
                words: parts.into_iter().flat_map(words_of).collect(),
            })
            .collect()
    }

    /// The prefix of a Latin word or number. A text that does not end in one is its own prefix.
    fn prefix(&mut self, raw: &str, span: &Span, scope: &Scope) -> Option<Requirement> {
        let text = normalize(raw);
        if text.is_empty() {
            return None;
        }
        if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Some(Requirement::Prefix { text, scope: scope.clone() });
        }
        if text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            self.say(DiagnosticKind::MixedBeginning, span);
        }
        Some(Requirement::Quote { text, scope: scope.clone() })
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

/// The articles with a value in a field of one's own.
fn present(field: &str) -> Requirement {
    Requirement::Own { field: field.to_owned(), condition: OwnCondition::Present }
}

/// True if clauses in a field are matched against text, not against its values.
pub(crate) fn is_text(field: Field) -> bool {
    matches!(target_of(field), Target::Text(_))
}

/// The parts of a chunk without its question words.
fn without_questions(parts: Vec<Part>) -> Vec<Part> {
    parts.into_iter().filter(|part| !matches!(part, Part::Question(_))).collect()
}

fn exactly(raw: &str, scope: &Scope) -> Option<Requirement> {
    let text = normalize(raw);
    (!text.is_empty()).then(|| Requirement::Quote { text, scope: scope.clone() })
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
    use crate::query::plan::EveryString;

    fn planned(query: &str) -> String {
        let request = SearchRequest::new(query).today(jiff::civil::date(2020, 11, 5));
        plan(&request, &Analyzer::new(), &EveryString).unwrap().requirement.to_string()
    }

    #[test]
    fn queries_become_plans_of_normalised_strings() {
        for (query, expect) in [
            ("劳动者权益 ＧＤＰ", "劳动者 权益 gdp"),
            ("“總工會”", "\"总工会\""),
            ("5G的应用", "5g [的] 应用"),
            ("工会 的", "工会 [的]"),
            ("iPhone 12 发布", "((iphone 12) 或 iphone12) 发布"),
            ("12、iPhone", "12 iphone"),
            ("的", "的"),
            ("这是", "这是"),
            ("的 是", "的 是"),
            ("职工 -上海市", "职工 -上海市"),
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
            ("* -上海", "-上海"),
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
        let planned = plan(&SearchRequest::new("……"), &Analyzer::new(), &EveryString).unwrap();
        assert_eq!(planned.requirement, Requirement::Nothing);
        assert_eq!(planned.diagnostics.len(), 1);
    }

    #[test]
    fn a_year_that_is_inferred_is_told() {
        for (query, expect) in [
            ("日期:10月26日", "10月26日 has no year: read as 2020-10-26"),
            ("日期:12月", "12月 has no year: read as 2019-12-01..2019-12-31"),
            ("日期:去年2月29日", "去年2月29日 is not a day of the calendar: ignored"),
            ("日期:2020..2019", "2020..2019 ends before it begins: start and end are swapped"),
        ] {
            let request = SearchRequest::new(query).today(jiff::civil::date(2020, 11, 5));
            let said: Vec<String> = plan(&request, &Analyzer::new(), &EveryString)
                .unwrap()
                .diagnostics
                .into_iter()
                .map(|d| d.to_string())
                .collect();
            assert_eq!(said[0], expect, "{query}");
        }
    }

    #[test]
    fn days_of_the_request_need_no_words() {
        let request = SearchRequest::new("").since(jiff::civil::date(1970, 1, 2));
        let planned = plan(&request, &Analyzer::new(), &EveryString).unwrap();
        assert_eq!(planned.requirement, Requirement::Days { from: Some(1), to: None });
        assert!(planned.diagnostics.is_empty());
    }

    #[test]
    fn required_lists_what_unquoted_text_requires() {
        let required = |query: &str| {
            plan(&SearchRequest::new(query), &Analyzer::new(), &EveryString).unwrap().requirement.required()
        };
        assert_eq!(required("5G的应用 “总工会” -上海 A股"), ["5g", "应用", "a股"]);
    }
}
