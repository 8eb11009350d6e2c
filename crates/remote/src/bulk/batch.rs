//! Batch: the changes of one request. It is sent until each change has a verdict.

use std::time::Duration;

use super::change::Change;
use super::verdict::{Item, Refusal, Verdict, items};
use crate::answer::ServerError;
use crate::backoff::Backoff;
use crate::client::{Call, Client, Method};
use crate::error::Error;

/// The outcome of a batch.
pub(super) struct Settled {
    /// The verdict on each change of the batch.
    pub(super) verdicts: Vec<(Change, Verdict)>,
    /// The error that left some changes unsettled.
    pub(super) error: Option<Error>,
}

/// Sends changes until each is settled, or the time limit is reached.
///
/// A request that is too large, or that the cluster refuses as a whole, is split into two halves, and so on down to the
/// change that causes the refusal. With n changes, each byte is sent about log n times.
pub(super) fn settle(client: &Client, path: &str, changes: Vec<Change>, patience: Duration) -> Settled {
    let mut settled = Settled { verdicts: Vec::with_capacity(changes.len()), error: None };
    // Halves still to be sent, the next one last.
    let mut waiting = vec![changes];
    while let Some(changes) = waiting.pop() {
        if changes.is_empty() {
            continue;
        }
        if let Some(error) = &settled.error {
            let why = error.to_string();
            settled
                .verdicts
                .extend(changes.into_iter().map(|change| (change, Verdict::Unsettled(why.clone()))));
            continue;
        }
        if let Some([first, second]) = send(client, path, changes, patience, &mut settled) {
            waiting.extend([second, first]);
        }
    }
    settled
}

/// Sends changes as one request. Returns two halves if the request must be split.
fn send(
    client: &Client,
    path: &str,
    mut open: Vec<Change>,
    patience: Duration,
    settled: &mut Settled,
) -> Option<[Vec<Change>; 2]> {
    let mut backoff = Backoff::new(patience);
    let mut body = Vec::new();
    loop {
        body.clear();
        open.iter().for_each(|change| change.write_to(&mut body));
        let left = backoff.left().unwrap_or_default();
        let call = Call::new(Method::Post, path).lines(&body).patience(left);
        let why = match client.send(call) {
            Ok(answer) => match items(&open, &answer.body) {
                Ok(items) => {
                    let before = open.len();
                    let why = sort(&mut open, items, settled);
                    if open.is_empty() {
                        return None;
                    }
                    if let Some(error) = why.end {
                        give_up(open, error, settled);
                        return None;
                    }
                    if open.len() < before {
                        backoff.begin_again();
                    }
                    why.again
                }
                // It may have been carried out; sent again it gets a whole answer.
                Err(why) => why,
            },
            Err(Error::Refused { status: 400 | 413, .. }) if open.len() > 1 => {
                let second = open.split_off(open.len() / 2);
                return Some([open, second]);
            }
            Err(Error::Refused { status: status @ (400 | 413), error, .. }) => {
                let refused = |change| (change, Verdict::Refused(Refusal { status, error: error.clone() }));
                settled.verdicts.extend(open.into_iter().map(refused));
                return None;
            }
            Err(error) => {
                give_up(open, error, settled);
                return None;
            }
        };
        if !backoff.pause(None) {
            let error = Error::Unsettled { changes: open.len(), waited: backoff.waited(), why };
            give_up(open, error, settled);
            return None;
        }
    }
}

/// The reasons why changes are still open.
struct Open {
    again: String,
    end: Option<Error>,
}

/// Moves the changes that have a verdict from `open` to `settled`.
fn sort(open: &mut Vec<Change>, items: Vec<Item>, settled: &mut Settled) -> Open {
    let mut why = Open { again: String::new(), end: None };
    let mut left = Vec::new();
    for (change, item) in open.drain(..).zip(items) {
        match item {
            Item::Settled(verdict) => settled.verdicts.push((change, verdict)),
            Item::Again(error) => {
                why.again = error.to_string();
                left.push(change);
            }
            Item::End { status, error } => {
                why.end.get_or_insert(ended(status, error));
                left.push(change);
            }
        }
    }
    *open = left;
    why
}

fn ended(status: u16, error: ServerError) -> Error {
    Error::Ended { status, error }
}

fn give_up(open: Vec<Change>, error: Error, settled: &mut Settled) {
    let why = error.to_string();
    settled.verdicts.extend(open.into_iter().map(|change| (change, Verdict::Unsettled(why.clone()))));
    settled.error = Some(error);
}
