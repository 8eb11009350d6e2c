pub(crate) mod compact;
pub(crate) mod in_progress;
#[expect(clippy::module_inception, reason = "the room is named by its main noun")]
pub(crate) mod index;
pub(crate) mod merge_policy;
pub(crate) mod queue;
pub(crate) mod reader;
pub(crate) mod rebuild;
pub(crate) mod salvage;
pub(crate) mod snapshot;
pub(crate) mod stats;
pub(crate) mod verify;
pub(crate) mod writer;
