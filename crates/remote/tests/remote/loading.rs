//! Loading against a server that fails: no change is lost, applied twice, or wrongly reported as accepted.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jianbao_analysis::Analyzer;
use jianbao_article::Article;
use jianbao_remote::{
    Access, Bulk, BulkOptions, BulkSummary, Change, Client, DeadLetters, Error, Timeouts, Verdict, document,
};
use proptest::prelude::*;

use crate::server::{FAULTS, Fault, Server};

/// Kinds of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Put,
    Delete,
    /// An article that the server refuses.
    Bad,
    /// An article for which the server refuses the whole request.
    Poison,
}

fn change(id: u8, kind: Kind, version: u64, analyzer: &Analyzer) -> Change {
    let title = match kind {
        Kind::Delete => return Change::delete(id.to_string(), version),
        Kind::Put => "好稿",
        Kind::Bad => "坏稿",
        Kind::Poison => "毒稿",
    };
    let article = Article {
        id: Some(id.to_string()),
        title: Some(title.into()),
        body: vec![format!("第{version}版。")],
        ..Article::default()
    };
    Change::put(document(article, analyzer).unwrap(), version)
}

fn client(ports: &[u16], request: Duration, patience: Duration) -> Arc<Client> {
    let nodes: Vec<String> = ports.iter().map(|port| format!("127.0.0.1:{port}")).collect();
    let address = format!("opensearch+http://{}/news", nodes.join(",")).parse().unwrap();
    let timeouts = Timeouts { connect: Duration::from_secs(5), request, patience };
    Arc::new(Client::new(&address, &Access { timeouts, ..Access::default() }).unwrap())
}

fn options(max_changes: usize, in_flight: usize) -> BulkOptions {
    BulkOptions { max_changes, in_flight, patience: Duration::from_secs(120), ..BulkOptions::default() }
}

/// Loads changes; the verdicts by id and version.
fn load(
    client: Arc<Client>,
    options: BulkOptions,
    changes: &[Change],
) -> (BulkSummary, HashMap<(String, u64), Vec<Verdict>>) {
    let mut verdicts: HashMap<(String, u64), Vec<Verdict>> = HashMap::new();
    let mut bulk = Bulk::new(client, options, |change: &Change, verdict: &Verdict| {
        verdicts.entry((change.id.clone(), change.version)).or_default().push(verdict.clone());
    });
    for change in changes {
        bulk.push(change.clone());
    }
    let summary = bulk.finish();
    (summary, verdicts)
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![
        12 => Just(Kind::Put),
        4 => Just(Kind::Delete),
        2 => Just(Kind::Bad),
        1 => Just(Kind::Poison),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_fails_every_change_is_done_once_or_refused(
        changes in prop::collection::vec((0_u8..7, kinds()), 1..40),
        faults in prop::collection::vec(prop::sample::select(FAULTS.to_vec()), 0..10),
        max_changes in 1_usize..9,
        in_flight in 1_usize..4,
        max_bytes in prop::option::of(700_usize..3_000),
    ) {
        let analyzer = Analyzer::new();
        let server = Server::start();
        server.state().faults = faults.into();
        server.state().max_bytes = max_bytes;
        let kinds: BTreeMap<(String, u64), Kind> =
            (1..).zip(&changes).map(|(version, (id, kind))| ((id.to_string(), version), *kind)).collect();
        let sent: Vec<Change> =
            (1..).zip(&changes).map(|(version, (id, kind))| change(*id, *kind, version, &analyzer)).collect();
        let client = client(&[server.port], Duration::from_millis(400), Duration::from_secs(120));
        let (summary, verdicts) = load(client, options(max_changes, in_flight), &sent);

        prop_assert!(summary.is_complete(), "{summary:?}");
        prop_assert_eq!(summary.settled_from_first, sent.len() as u64);
        prop_assert_eq!(summary.accepted + summary.superseded + summary.refused, sent.len() as u64);
        let state = server.state();
        let mut done = state.applied.clone();
        done.sort();
        done.dedup();
        prop_assert_eq!(done.len(), state.applied.len(), "done twice: {:?}", state.applied);
        let mut last: HashMap<&str, u64> = HashMap::new();
        for ((id, version), kind) in &kinds {
            let of_change = &verdicts[&(id.clone(), *version)];
            prop_assert_eq!(of_change.len(), 1);
            let is_done = done.contains(&(id.clone(), *version));
            match (&of_change[0], kind) {
                // The size of a poor request may also be at fault: a change is never that large.
                (Verdict::Refused(_), Kind::Bad | Kind::Poison) => prop_assert!(!is_done),
                (Verdict::Refused(refusal), _) => prop_assert!(refusal.status == 413, "{refusal:?}"),
                (_, Kind::Bad | Kind::Poison) => prop_assert!(false, "taken: {id} {version}"),
                (Verdict::Accepted, _) => prop_assert!(is_done),
                (Verdict::Superseded, _) => prop_assert!(state.articles[id].0 >= *version),
                (Verdict::Unsettled(_), _) => prop_assert!(false, "unsettled"),
            }
            if !matches!(of_change[0], Verdict::Refused(_)) {
                last.insert(id, *version);
            }
        }
        for (id, version) in last {
            let (stored, document) = &state.articles[id];
            prop_assert_eq!(*stored, version);
            prop_assert_eq!(document.is_some(), kinds[&(id.to_owned(), version)] == Kind::Put);
        }
    }
}

/// A property test found it: in reverse order, the items of these changes are about the same ids as in order.
#[test]
fn an_answer_in_another_order_gives_no_change_the_verdict_of_another() {
    let analyzer = Analyzer::new();
    let server = Server::start();
    server.state().faults = [Fault::Reversed].into();
    let kinds = [(0, Kind::Bad), (4, Kind::Put), (0, Kind::Put)];
    let changes: Vec<Change> =
        (1..).zip(kinds).map(|(version, (id, kind))| change(id, kind, version, &analyzer)).collect();
    let client = client(&[server.port], Duration::from_millis(700), Duration::from_secs(120));
    let (summary, verdicts) = load(client, options(6, 1), &changes);
    assert_eq!((summary.accepted + summary.superseded, summary.refused), (2, 1), "{summary:?}");
    for (change, (_, kind)) in changes.iter().zip(kinds) {
        let of_change = &verdicts[&(change.id.clone(), change.version)];
        let is_refused = matches!(of_change[..], [Verdict::Refused(_)]);
        assert_eq!(is_refused, kind == Kind::Bad, "{} {}: {of_change:?}", change.id, change.version);
    }
}

#[test]
fn each_fault_by_itself_is_overcome() {
    let analyzer = Analyzer::new();
    for fault in FAULTS {
        let server = Server::start();
        server.state().faults = [fault, fault].into();
        let changes: Vec<Change> = (1..=6).map(|number| change(number, Kind::Put, 5, &analyzer)).collect();
        let client = client(&[server.port], Duration::from_millis(700), Duration::from_secs(120));
        let (summary, _) = load(client, options(3, 1), &changes);
        assert!(summary.is_complete(), "{fault:?}: {summary:?}");
        assert_eq!(summary.accepted + summary.superseded, 6, "{fault:?}");
        let state = server.state();
        assert_eq!(state.applied.len(), 6, "{fault:?}");
        assert!(state.made.contains(&fault));
    }
}

#[test]
fn changes_that_are_not_taken_in_time_are_unsettled_and_the_loading_ends_with_an_error() {
    let analyzer = Analyzer::new();
    for fault in [Fault::Blocked, Fault::Status(503), Fault::Short] {
        let server = Server::start();
        server.state().faults = std::iter::repeat_n(fault, 1_000).collect();
        let changes: Vec<Change> = (1..=9).map(|number| change(number, Kind::Put, 5, &analyzer)).collect();
        let short = Duration::from_millis(800);
        let options = BulkOptions { patience: short, ..options(2, 1) };
        let begun = Instant::now();
        let (summary, verdicts) = load(client(&[server.port], short, short), options, &changes);
        assert!(begun.elapsed() < Duration::from_secs(60));
        assert!(!summary.is_complete());
        assert_eq!((summary.unsettled, summary.settled_from_first), (9, 0), "{fault:?}");
        assert_eq!(verdicts.len(), 9);
        assert!(
            matches!(summary.error, Some(Error::Unsettled { .. } | Error::NoAnswer { .. })),
            "{:?}",
            summary.error
        );
    }
}

#[test]
fn a_run_that_was_cut_goes_on_where_it_was_settled_without_a_gap() {
    let analyzer = Analyzer::new();
    let server = Server::start();
    // Two batches are taken, the third never.
    server.state().faults = [Fault::None, Fault::None]
        .into_iter()
        .chain(std::iter::repeat_n(Fault::Status(503), 1_000))
        .collect();
    let changes: Vec<Change> = (1..=10).map(|number| change(number, Kind::Put, 5, &analyzer)).collect();
    let short = Duration::from_millis(600);
    let options_of = |patience| BulkOptions { patience, ..options(2, 1) };
    let (summary, _) = load(client(&[server.port], short, short), options_of(short), &changes);
    assert_eq!((summary.settled_from_first, summary.unsettled), (4, 6));
    server.state().faults.clear();
    let long = Duration::from_secs(60);
    let rest = &changes[usize::try_from(summary.settled_from_first).unwrap()..];
    let (summary, _) = load(client(&[server.port], long, long), options_of(long), rest);
    assert!(summary.is_complete());
    let state = server.state();
    assert_eq!((state.articles.len(), state.applied.len()), (10, 10));
}

#[test]
fn refused_articles_go_to_a_file_from_which_they_can_be_loaded_again() {
    let analyzer = Analyzer::new();
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("refused.jsonl");
    let mut letters = DeadLetters::new(&path);
    let minute = Duration::from_secs(60);
    let mut bulk = Bulk::new(
        client(&[server.port], minute, minute),
        options(5, 2),
        |change: &Change, verdict: &Verdict| {
            if let Verdict::Refused(refusal) = verdict {
                letters.write(change, refusal).unwrap();
            }
        },
    );
    let kinds = [Kind::Put, Kind::Bad, Kind::Put, Kind::Poison, Kind::Delete, Kind::Put];
    for (number, kind) in (1..).zip(kinds) {
        bulk.push(change(number, kind, u64::from(number), &analyzer));
    }
    let summary = bulk.finish();
    assert_eq!((summary.accepted, summary.refused), (4, 2));
    let text = std::fs::read_to_string(&path).unwrap();
    let mut titles: Vec<String> = text
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(line["reason"].as_str().unwrap().len() > 3);
            let article: Article = serde_json::from_value(line["article"].clone()).unwrap();
            article.title.unwrap()
        })
        .collect();
    titles.sort();
    assert_eq!(titles, ["坏稿", "毒稿"]);
}
