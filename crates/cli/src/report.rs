//! Problems on stderr: lost input, and parts of a query that may have been misread.

use jianbao::Diagnostic;
use jianbao::ingest::{IndexEvent, Severity};
use jianbao::search::{Explanation, Suggestion};
use jianbao_messages::Message;

use crate::language;
use crate::style::{ASIDE, DOUBT, ERROR};
use crate::talk;
use crate::text::{cut, display_width, one_line};
use crate::texts::{self, messages};

/// Prints the diagnostics of a query, with their places.
pub(crate) fn diagnostics(query: &str, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        note(&diagnostic.message(language::current()));
        let span = diagnostic.span.clone();
        let (Some(before), Some(inside)) = (query.get(..span.start), query.get(span)) else { continue };
        let after = query.get(before.len() + inside.len()..).unwrap_or_default();
        for line in pointed(&one_line(before), &one_line(inside), &one_line(after)) {
            talk::say(&format!("  {line}"));
        }
    }
}

/// A part of a query in its surroundings, and carets below it. A long query is cut around the part.
fn pointed(before: &str, inside: &str, after: &str) -> [String; 2] {
    let columns = talk::message_columns().unwrap_or(POINTED_COLUMNS).saturating_sub(6).max(12);
    let inside = cut(inside, columns / 2);
    let left = columns - display_width(&inside).min(columns);
    let ending: String = before.chars().rev().take(before.len().min(left)).collect();
    let ending = cut(&ending, left.saturating_sub(display_width(after).min(left / 2)));
    let beginning: String = ending.chars().rev().collect();
    let after = cut(after, left.saturating_sub(display_width(&beginning)));
    let carets = "^".repeat(display_width(&inside).max(1));
    [format!("{beginning}{inside}{after}"), format!("{}{carets}", " ".repeat(display_width(&beginning)))]
}

/// Columns of a query that is shown beside a diagnostic where there is no terminal.
const POINTED_COLUMNS: usize = 200;

/// Prints the reading of a query without results, the number of articles for each part, and suggestions.
pub(crate) fn nothing_found(explanation: &Explanation, suggestions: &[Suggestion]) {
    talk::say(&format!("{}{}", messages::was_read_as(), one_line(&explanation.plan)));
    let clauses = if explanation.clauses.len() > 1 { explanation.clauses.as_slice() } else { &[] };
    let widest = clauses.iter().map(|clause| clause.articles.to_string().len()).max().unwrap_or(0);
    for clause in clauses {
        let style = if clause.articles == 0 { DOUBT } else { ASIDE };
        let count = format!("{:>widest$}", clause.articles);
        let (on, off) = (style.render(), style.render_reset());
        talk::say(&format!("  {on}{count}{off}  {}", one_line(&clause.clause)));
    }
    for suggestion in suggestions.iter().filter(|suggestion| !suggestion.instead.is_empty()) {
        let near = suggestion.instead.iter().map(|near| format!("{} ({})", near.clause, near.articles));
        let near = near.collect::<Vec<_>>().join("  ");
        talk::say(&format!("  {} → {}", one_line(&suggestion.clause), one_line(&near)));
    }
}

/// Prints a problem of a file or line.
pub(crate) fn problem(event: &IndexEvent<'_>) {
    let (is_skipped, message) = match event {
        IndexEvent::Warning(warning) => {
            (warning.severity == Severity::Loss, warning.message(language::current()))
        }
        IndexEvent::Skipped(error) => (true, texts::error::chained(*error)),
        IndexEvent::Refused { file, error } => {
            (true, messages::of_file(file, &texts::error::chained(*error)))
        }
        IndexEvent::Replaced { id, file, earlier_file } => {
            (false, messages::replaced(file, id, *earlier_file))
        }
        IndexEvent::PassedOver { path, ended_runs } => (true, messages::passed_over(path, *ended_runs)),
        // The others are no problem.
        _ => return,
    };
    if is_skipped {
        let word = messages::skipped();
        talk::say(&format!("{}{word}{}{}", ERROR.render(), ERROR.render_reset(), one_line(&message)));
    } else {
        note(&one_line(&message));
    }
}

/// Prints a note.
pub(crate) fn note(message: &str) {
    let word = messages::note();
    talk::say(&format!("{}{word}{}{message}", DOUBT.render(), DOUBT.render_reset()));
}
