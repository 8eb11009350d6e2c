//! Skipping of tests with requirements that not every machine meets. If a requirement is not met, the test prints `skipped:
//! …` and passes. If the variable `JIANBAO_REQUIRE` names the kind of requirement, the test fails instead.
//!
//! ```sh
//! JIANBAO_REQUIRE=corpus,programs cargo test --workspace --features bench,remote
//! ```
//!
//! The test programs share this file by its path.

use std::fmt::Display;

/// The kinds of needs, as CONTRIBUTING.md explains them.
pub(crate) const KINDS: [&str; 5] = ["cluster", "corpus", "privileges", "programs", "unprivileged"];

/// Prints that a test is skipped and why. Panics where the need is required.
#[expect(clippy::print_stdout, reason = "a test that does not run says so")]
pub(crate) fn skip(kind: &str, reason: impl Display) {
    assert!(!is_required(kind), "JIANBAO_REQUIRE requires {kind}: {reason}");
    println!("skipped: {reason}");
}

/// True where `JIANBAO_REQUIRE` names the kind.
pub(crate) fn is_required(kind: &str) -> bool {
    is_named(&std::env::var("JIANBAO_REQUIRE").unwrap_or_default(), kind)
}

/// True where a list with commas names the kind. Panics on a name that is no kind: it would require nothing.
fn is_named(list: &str, kind: &str) -> bool {
    assert!(KINDS.contains(&kind), "{kind} is no kind of need");
    let mut names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
    let is_unknown = |name: &&str| !KINDS.contains(name);
    let unknown = names.clone().find(is_unknown);
    assert_eq!(unknown, None, "JIANBAO_REQUIRE takes {}", KINDS.join(", "));
    names.any(|name| name == kind)
}

#[test]
fn a_need_is_required_where_the_list_names_it() {
    assert!(is_named("corpus, privileges", "privileges"));
    assert!(!is_named("corpus", "privileges"));
    assert!(!is_named("", "corpus"));
}

#[test]
#[should_panic(expected = "corpse")]
fn a_name_that_is_no_kind_is_refused() {
    is_named("corpus,corpse", "corpus");
}
