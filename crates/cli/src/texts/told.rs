//! Phrases of messages that scripts and the tests of faults look for. Each is written once: the messages and those tests share
//! this file.

/// Before the number of committed articles and files, which end the line.
pub(crate) const COMMITTED: &str = "committed:";

/// After an interruption.
pub(crate) const SAME_COMMAND_CONTINUES: &str = "the same command continues";

/// Behind the file and the number of runs.
pub(crate) const RUNS_ENDED: &str = "runs ended while it was read";

/// Nowhere from this folder up.
pub(crate) const NO_INDEX: &str = "there is no index in this or a parent folder";
