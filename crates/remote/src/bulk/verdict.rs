//! Verdict on a change, read from its item in the answer to a bulk request.
//!
//! The HTTP status does not show whether the changes succeeded: it is 200 even if all of them failed. An answer is valid only if
//! it has an item for each change, in order, with the same action and id. Any other answer counts as none.
//!
//! | item | verdict |
//! |---|---|
//! | 200, 201; 404 of a removal | accepted |
//! | 409 because of the version | superseded: the cluster has this version or a later one, perhaps from an earlier attempt |
//! | 403 because of a block, 408, 429, 5xx, other 409 | sent again |
//! | 401, 403, 404 for a missing index | the loading ends |
//! | any other | refused |

use serde_json::Value;

use super::change::{Action, Change};
use crate::answer::ServerError;

/// The outcome of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The cluster acknowledged it.
    Accepted,
    /// The cluster has this version or a later one.
    Superseded,
    /// The cluster refused it for good.
    Refused(Refusal),
    /// The outcome is unknown, or the change was not sent. The change may be pushed again with the same version.
    Unsettled(String),
}

/// The reason of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The HTTP status of the item, usually 400.
    pub status: u16,
    /// The reason that the cluster gave.
    pub error: ServerError,
}

/// The meaning of one item.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Item {
    Settled(Verdict),
    /// The change has to be sent again.
    Again(ServerError),
    /// The refusal applies to all changes.
    End {
        status: u16,
        error: ServerError,
    },
}

/// The items of an answer, one for each change; an error if it is not an answer to these changes.
pub(super) fn items(changes: &[Change], body: &Value) -> Result<Vec<Item>, String> {
    let list = body.get("items").and_then(Value::as_array).ok_or("the answer has no items")?;
    if list.len() != changes.len() {
        return Err(format!("the answer has {} items for {} changes", list.len(), changes.len()));
    }
    changes.iter().zip(list).map(|(change, item)| read(change, item)).collect()
}

fn read(change: &Change, item: &Value) -> Result<Item, String> {
    let other = || format!("an item of the answer is not about the change of {}", change.id);
    let about = item.get(change.name()).ok_or_else(other)?;
    if about.get("_id").and_then(Value::as_str) != Some(&change.id) {
        return Err(other());
    }
    let status = about.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
    let status = status.ok_or_else(|| format!("the item of {} has no status", change.id))?;
    let error = about.get("error").map(ServerError::of);
    let is_delete = matches!(change.action, Action::Delete);
    let Some(error) = error else {
        return match status {
            200 | 201 => Ok(Item::Settled(Verdict::Accepted)),
            404 if is_delete => Ok(Item::Settled(Verdict::Accepted)),
            _ => Err(format!("the item of {} has status {status} and no error", change.id)),
        };
    };
    Ok(match status {
        409 if error.kind == "version_conflict_engine_exception" => Item::Settled(Verdict::Superseded),
        403 if error.is_block() => Item::Again(error),
        408 | 409 | 429 | 500.. => Item::Again(error),
        401 | 403 => Item::End { status, error },
        404 if error.kind == "index_not_found_exception" => Item::End { status, error },
        200..300 => return Err(format!("the item of {} has status {status} and an error", change.id)),
        _ => Item::Settled(Verdict::Refused(Refusal { status, error })),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::document::Document;

    fn changes() -> Vec<Change> {
        vec![Change::put(Document::of_line("a", "{}"), 1), Change::delete("b", 2)]
    }

    fn item(name: &str, id: &str, status: u16, kind: &str) -> Value {
        let mut about = json!({"_index": "news", "_id": id, "status": status});
        if !kind.is_empty() {
            about["error"] = json!({"type": kind, "reason": "r"});
        }
        json!({ name: about })
    }

    #[test]
    fn each_item_is_read_by_its_status_and_its_error() {
        let conflict = "version_conflict_engine_exception";
        for (status, kind, expect) in [
            (200, "", "Settled(Accepted)"),
            (201, "", "Settled(Accepted)"),
            (409, conflict, "Settled(Superseded)"),
            (409, "other", "Again"),
            (403, "cluster_block_exception", "Again"),
            (429, "rejected_execution_exception", "Again"),
            (429, "circuit_breaking_exception", "Again"),
            (503, "unavailable_shards_exception", "Again"),
            (403, "security_exception", "End"),
            (404, "index_not_found_exception", "End"),
            (400, "mapper_parsing_exception", "Settled(Refused"),
            (400, "strict_dynamic_mapping_exception", "Settled(Refused"),
        ] {
            let body = json!({"errors": false, "items": [item("index", "a", status, kind), item("delete", "b", 404, "")]});
            let read = items(&changes(), &body).unwrap();
            assert!(format!("{:?}", read[0]).starts_with(expect), "{status} {kind}: {:?}", read[0]);
            assert_eq!(read[1], Item::Settled(Verdict::Accepted));
        }
    }

    #[test]
    fn an_answer_to_other_changes_is_no_answer() {
        let (put, delete) = (item("index", "a", 200, ""), item("delete", "b", 200, ""));
        for list in [
            vec![],
            vec![put.clone()],
            vec![delete.clone(), put.clone()],
            vec![put.clone(), put.clone()],
            vec![put.clone(), delete.clone(), delete.clone()],
            vec![item("index", "b", 200, ""), item("delete", "a", 200, "")],
            vec![item("index", "a", 500, ""), delete.clone()],
            vec![item("index", "a", 200, "x"), delete.clone()],
            vec![item("index", "a", 404, ""), delete.clone()],
            vec![json!({"index": {"_id": "a"}}), delete.clone()],
            vec![json!(null), delete],
        ] {
            assert!(items(&changes(), &json!({ "items": list })).is_err(), "{list:?}");
        }
        assert!(items(&changes(), &json!({"took": 1})).is_err());
    }
}
