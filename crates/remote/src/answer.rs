//! Answer of a cluster: an HTTP status and JSON.

use std::fmt;

use serde_json::Value;

use crate::address::Node;

/// Maximum length of a reason in characters. The cluster repeats whole documents in some reasons.
const MAX_REASON_CHARS: usize = 400;

/// The answer to a request that the cluster executed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Answer {
    /// The node that answered.
    pub node: Node,
    /// The HTTP status: 200 or 201, or a status that the call [allows](crate::Call::allow).
    pub status: u16,
    /// The contents; null for an empty answer.
    pub body: Value,
}

/// The reason that the cluster gives for an error.
///
/// ```
/// use jianbao_remote::ServerError;
/// use serde_json::json;
///
/// let error = ServerError::of(&json!({
///     "error": {"type": "mapper_parsing_exception", "reason": "failed to parse",
///               "caused_by": {"type": "number_format_exception", "reason": "For input string: \"x\""}},
///     "status": 400,
/// }));
/// assert_eq!(error.to_string(), "mapper_parsing_exception: failed to parse; For input string: \"x\"");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerError {
    /// The name of the error, such as `version_conflict_engine_exception`; empty if the cluster gave none.
    pub kind: String,
    /// The cluster's message with that of the cause; empty if it gave none.
    pub reason: String,
}

impl ServerError {
    /// The error in an answer, or in an item of a bulk.
    pub fn of(body: &Value) -> ServerError {
        let error = body.get("error").unwrap_or(body);
        if let Some(reason) = error.as_str() {
            return ServerError { kind: String::new(), reason: cut(reason) };
        }
        let text = |value: &Value, name: &str| {
            value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let mut reason = text(error, "reason");
        // The cause is the first of all shards, or the last of a chain.
        let mut cause = error;
        while let Some(next) = cause.get("caused_by").filter(|next| next.is_object()) {
            cause = next;
        }
        if std::ptr::eq(cause, error) {
            let of_shard = error.get("root_cause").and_then(|causes| causes.get(0));
            cause = of_shard.unwrap_or(error);
        }
        let of_cause = text(cause, "reason");
        if !of_cause.is_empty() && !reason.contains(&of_cause) {
            reason = if reason.is_empty() { of_cause } else { format!("{reason}; {of_cause}") };
        }
        ServerError { kind: text(error, "type"), reason: cut(&reason) }
    }

    /// True if a write was refused because of a block, which is usually temporary.
    pub(crate) fn is_block(&self) -> bool {
        self.kind == "cluster_block_exception"
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_REASON_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind.is_empty(), self.reason.is_empty()) {
            (true, true) => f.write_str("no reason given"),
            (true, false) => f.write_str(&self.reason),
            (false, true) => f.write_str(&self.kind),
            (false, false) => write!(f, "{}: {}", self.kind, self.reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_error_of_any_shape_has_its_reason() {
        for (body, expect) in [
            (json!({"error": "no handler found"}), "no handler found"),
            (json!({"error": {"type": "x"}}), "x"),
            (json!(null), "no reason given"),
            (json!({"error": [1]}), "no reason given"),
            (
                json!({"error": {"type": "search_phase_execution_exception", "reason": "all shards failed",
                    "root_cause": [{"type": "t", "reason": "too many clauses"}]}}),
                "search_phase_execution_exception: all shards failed; too many clauses",
            ),
        ] {
            assert_eq!(ServerError::of(&body).to_string(), expect);
        }
        let long = ServerError::of(&json!({"error": "字".repeat(1_000)}));
        assert_eq!(long.reason.chars().count(), MAX_REASON_CHARS + 1);
    }
}
