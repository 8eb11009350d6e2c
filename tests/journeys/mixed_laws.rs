//! Queries of every kind of clause, at random, against a scan that evaluates the same clauses on every article.

use std::collections::BTreeSet;

use jianbao::analysis::normalize;
use jianbao::{Date, SearchRequest};

use crate::grep::{Grep, Random, Seen, World, has_number, real_articles, spliced_articles};

/// The scope of a text: the fields of [`Seen`], by their numbers.
#[derive(Clone, Copy, Debug)]
enum Scope {
    Anywhere,
    Title,
    Body,
}

impl Scope {
    fn prefix(self) -> &'static str {
        match self {
            Scope::Anywhere => "",
            Scope::Title => "标题:",
            Scope::Body => "正文:",
        }
    }

    fn fields(self, seen: &Seen) -> &[Grep] {
        match self {
            Scope::Anywhere => &seen.fields,
            Scope::Title => &seen.fields[..1],
            Scope::Body => &seen.fields[1..],
        }
    }
}

/// A clause in its written and in its evaluated form; texts are normalised.
#[derive(Debug)]
enum Clause {
    /// Unquoted text: its words, each required in title or body; and the text itself.
    Words(Vec<String>, String),
    Quote(String, Scope),
    Near(Vec<String>, usize, Scope),
    Prefix(String, Scope),
    Fuzzy(String, Scope),
    Days(Date, Date),
    Not(Box<Clause>),
    All(Vec<Clause>),
    Any(Vec<Clause>),
}

impl Clause {
    fn written(&self) -> String {
        let join = |parts: &[Clause], sign: &str| {
            let parts: Vec<String> = parts
                .iter()
                .map(|part| match part {
                    Clause::All(_) | Clause::Any(_) => format!("({})", part.written()),
                    _ => part.written(),
                })
                .collect();
            parts.join(sign)
        };
        match self {
            Clause::Words(_, text) => text.clone(),
            Clause::Quote(text, scope) => format!("{}\"{text}\"", scope.prefix()),
            Clause::Near(texts, distance, scope) => {
                format!("{}\"{}\"~{distance}", scope.prefix(), texts.join(" "))
            }
            Clause::Prefix(text, scope) => format!("{}{text}*", scope.prefix()),
            Clause::Fuzzy(text, scope) => format!("{}{text}~", scope.prefix()),
            Clause::Days(from, to) => format!("日期:{from}..{to}"),
            Clause::Not(inner) => match &**inner {
                Clause::All(_) | Clause::Any(_) => format!("-({})", inner.written()),
                _ => format!("-{}", inner.written()),
            },
            Clause::All(parts) => join(parts, " "),
            Clause::Any(parts) => join(parts, " 或 "),
        }
    }

    fn holds(&self, seen: &Seen) -> bool {
        match self {
            Clause::Words(required, _) => required.iter().all(|word| seen.contains(word)),
            Clause::Quote(text, scope) => scope.fields(seen).iter().any(|field| field.holds(text)),
            Clause::Near(texts, distance, scope) => {
                scope.fields(seen).iter().any(|field| are_near(field, texts, *distance))
            }
            Clause::Prefix(text, scope) => {
                scope.fields(seen).iter().any(|field| field.runs().any(|run| run.starts_with(text.as_str())))
            }
            Clause::Fuzzy(text, scope) => {
                let most = if text.len() >= 8 { 2 } else { 1 };
                let is_like = |run: &str| edits(run.as_bytes(), text.as_bytes(), most).is_some();
                scope.fields(seen).iter().any(|field| field.runs().any(is_like))
            }
            Clause::Days(from, to) => seen.date.is_some_and(|date| (*from..=*to).contains(&date)),
            Clause::Not(inner) => !inner.holds(seen),
            Clause::All(parts) => parts.iter().all(|part| part.holds(seen)),
            Clause::Any(parts) => parts.iter().any(|part| part.holds(seen)),
        }
    }
}

/// True if some choice of one non-overlapping occurrence each leaves at most `distance` other units between
/// the first and the last: by brute force.
fn are_near(field: &Grep, texts: &[String], distance: usize) -> bool {
    fn choose(
        field: &Grep,
        lists: &[Vec<(usize, usize)>],
        chosen: &mut Vec<(usize, usize)>,
        most: usize,
    ) -> bool {
        let Some((list, rest)) = lists.split_first() else {
            let mut spans = chosen.clone();
            spans.sort_unstable();
            let gaps = spans.windows(2).map(|two| field.units_between(two[0].1, two[1].0));
            return gaps.sum::<usize>() <= most;
        };
        list.iter().any(|&span| {
            if chosen.iter().any(|other| span.0 < other.1 && other.0 < span.1) {
                return false;
            }
            chosen.push(span);
            let fits = choose(field, rest, chosen, most);
            chosen.pop();
            fits
        })
    }
    let lists: Vec<Vec<_>> = texts.iter().map(|text| field.occurrences(text).collect()).collect();
    choose(field, &lists, &mut Vec::new(), distance)
}

/// The edit distance of two words (insert, leave out, replace, swap neighbours), if not more than `most`: by exhaustive
/// search.
fn edits(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    match (a, b) {
        ([first, a @ ..], [second, b @ ..]) if first == second => edits(a, b, most),
        ([], []) => Some(0),
        _ => {
            let left = most.checked_sub(1)?;
            let without = |word: &'_ [u8]| word.get(1..).map(<[u8]>::to_vec);
            let mut ways = Vec::new();
            ways.extend(without(a).and_then(|a| edits(&a, b, left)));
            ways.extend(without(b).and_then(|b| edits(a, &b, left)));
            ways.extend(without(a).zip(without(b)).and_then(|(a, b)| edits(&a, &b, left)));
            if let ([a1, a2, a @ ..], [b1, b2, b @ ..]) = (a, b)
                && a1 == b2
                && a2 == b1
            {
                ways.extend(edits(a, b, left));
            }
            ways.into_iter().min().map(|count| count + 1)
        }
    }
}

/// Draws clauses from the text of the articles.
struct Draw<'w> {
    world: &'w World,
    runs: Vec<String>,
    days: Vec<Date>,
}

/// Texts of these alone rank and are not required beside others.
const FUNCTION_CHARACTERS: &str = "的了在是和与及等也都就而对之其或着把被从向这那有为以于但";

impl<'w> Draw<'w> {
    fn new(world: &'w World) -> Draw<'w> {
        let runs: BTreeSet<&str> =
            world.articles.iter().take(2000).flat_map(|seen| &seen.fields).flat_map(Grep::runs).collect();
        let runs = runs.into_iter().filter(|run| run.bytes().all(|b| b.is_ascii_alphanumeric()));
        let days: BTreeSet<Date> = world.articles.iter().filter_map(|seen| seen.date).collect();
        Draw { world, runs: runs.map(str::to_owned).collect(), days: days.into_iter().collect() }
    }

    /// Letters and digits of some text, normalised.
    fn letters(&self, most_chars: usize, random: &mut Random) -> String {
        loop {
            let chars = 1 + random.below(most_chars);
            let piece = self.world.piece(chars, random);
            let letters = normalize(&piece.chars().filter(|c| c.is_alphanumeric()).collect::<String>());
            if !letters.is_empty() {
                return letters;
            }
        }
    }

    fn scope(random: &mut Random) -> Scope {
        *random.pick(&[Scope::Anywhere, Scope::Anywhere, Scope::Anywhere, Scope::Title, Scope::Body])
    }

    fn leaf(&self, random: &mut Random) -> Clause {
        let scope = Draw::scope(random);
        match random.below(12) {
            0..=3 => Clause::Quote(self.letters(5, random), scope),
            4..=5 => {
                let texts = (0..2 + random.below(2)).map(|_| self.letters(2, random)).collect();
                Clause::Near(texts, random.below(30), scope)
            }
            6 => {
                let run = random.pick(&self.runs);
                Clause::Prefix(run[..1 + random.below(run.len().min(4))].to_owned(), scope)
            }
            7 => match self.runs.iter().filter(|run| (4..20).contains(&run.len())).nth(random.below(50)) {
                Some(run) if run.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                    let mut word = run.clone().into_bytes();
                    let at = random.below(word.len() - 1);
                    word.swap(at, at + 1);
                    Clause::Fuzzy(String::from_utf8(word).unwrap(), scope)
                }
                _ => Clause::Quote(self.letters(3, random), scope),
            },
            8 if !self.days.is_empty() => {
                let (a, b) = (*random.pick(&self.days), *random.pick(&self.days));
                Clause::Days(a.min(b), a.max(b))
            }
            _ => {
                let text = self.letters(6, random);
                // An operator if it is alone, or a text that only ranks beside others.
                if matches!(text.as_str(), "且" | "或" | "非" | "and" | "or" | "not")
                    || text.chars().all(|c| FUNCTION_CHARACTERS.contains(c))
                {
                    return Clause::Quote(text, scope);
                }
                // Numbers have a law of their own.
                if has_number(&text) {
                    return Clause::Quote(text, scope);
                }
                let required = self.world.index.explain(&SearchRequest::new(&text), None).unwrap().required;
                Clause::Words(required, text)
            }
        }
    }

    fn clause(&self, depth: usize, random: &mut Random) -> Clause {
        let parts = |random: &mut Random| -> Vec<Clause> {
            (0..2 + random.below(2)).map(|_| self.clause(depth - 1, random)).collect()
        };
        match random.below(if depth == 0 { 1 } else { 5 }) {
            0..=1 => self.leaf(random),
            2 => Clause::Any(parts(random)),
            _ => {
                let mut all = parts(random);
                if random.below(2) == 0 {
                    // Negated text is one string, which a quote finds as written.
                    let negated = match self.clause(depth - 1, random) {
                        Clause::Words(_, text) => Clause::Quote(text, Scope::Anywhere),
                        Clause::Not(inner) => *inner,
                        other => other,
                    };
                    if !holds_words(&negated) {
                        all.push(Clause::Not(Box::new(negated)));
                    }
                }
                Clause::All(all)
            }
        }
    }
}

/// True if it contains unquoted text, whose negation follows another law.
fn holds_words(clause: &Clause) -> bool {
    match clause {
        Clause::Words(..) => true,
        Clause::Not(inner) => holds_words(inner),
        Clause::All(parts) | Clause::Any(parts) => parts.iter().any(holds_words),
        Clause::Quote(..) | Clause::Near(..) | Clause::Prefix(..) | Clause::Fuzzy(..) | Clause::Days(..) => {
            false
        }
    }
}

pub(crate) fn assert_mixed_law(world: &World, queries: usize, random: &mut Random) {
    let draw = Draw::new(world);
    let mut found = 0;
    for _ in 0..queries {
        let clause = draw.clause(2, random);
        let query = clause.written();
        let expected = world.scan(|seen| clause.holds(seen));
        found += usize::from(!expected.is_empty());
        let got = world.search(&query);
        assert!(
            got.iter().map(String::as_str).eq(expected.iter().copied()),
            "{query}\n{clause:?}\nfound {} of {}, e.g. {:?}",
            got.len(),
            expected.len(),
            got.iter().map(String::as_str).collect::<BTreeSet<_>>().symmetric_difference(&expected).next()
        );
    }
    assert!(found > queries / 3, "the queries find too little to prove anything: {found}");
}

#[test]
fn clauses_of_every_kind_find_what_a_scan_finds() {
    let mut random = Random(1_124);
    let world = World::new(spliced_articles(300, &mut random), 5, &mut random);
    assert_mixed_law(&world, 500, &mut random);
}

#[test]
fn clauses_of_every_kind_find_what_a_scan_finds_in_real_news() {
    let mut random = Random(11);
    let Some(articles) = real_articles(400) else { return };
    let world = World::new(articles, 6, &mut random);
    assert_mixed_law(&world, 500, &mut random);
}
