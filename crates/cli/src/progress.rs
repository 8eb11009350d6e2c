//! Progress of reading files: a bar on stderr if that is a terminal, and the problems of files above it.
//!
//! The bar counts bytes. Beside it are the rate, the time left, the number of articles, and the present step: reading, writing
//! or merging. Only the first note of each kind in a file is printed; the others are counted, and the counts are printed at the
//! end.

mod problems;

use std::cell::{Cell, RefCell};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jianbao::ingest::IndexEvent;

use self::problems::Problems;
use crate::report;
use crate::talk;
use crate::texts::messages::{self, Phase};

/// The problems that are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reported {
    /// Losses, and places that may have been misread: the index stays.
    All,
    /// Losses, and files that are not searched at all: the index is gone after the search.
    Losses,
}

/// The bar; the message is cut at the end of the line.
const BAR: &str = "{bar:12} {decimal_bytes}/{decimal_total_bytes} {wide_msg}";

/// Time between two messages beside the bar.
const BETWEEN_MESSAGES: Duration = Duration::from_millis(100);

/// The progress of a run.
pub(crate) struct Progress {
    bar: ProgressBar,
    reported: Reported,
    problems: RefCell<Problems>,
    counts: Cell<Counts>,
    /// The message at the end of a run that was stopped.
    stopped: Cell<Option<String>>,
}

/// The work so far.
#[derive(Clone, Copy)]
struct Counts {
    began: Instant,
    said: Option<Instant>,
    /// Bytes of all files, and of those that are done.
    bytes: u64,
    done_bytes: u64,
    /// Bytes of the file in progress: the text of its articles, which is less than the file.
    file_bytes: u64,
    articles: u64,
}

impl Progress {
    /// A run that begins now.
    pub(crate) fn new(reported: Reported) -> Progress {
        let target = if std::io::stderr().is_terminal() {
            ProgressDrawTarget::stderr_with_hz(10)
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let style = ProgressStyle::with_template(BAR);
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let counts =
            Counts { began: Instant::now(), said: None, bytes: 0, done_bytes: 0, file_bytes: 0, articles: 0 };
        Progress {
            bar,
            reported,
            problems: RefCell::default(),
            counts: Cell::new(counts),
            stopped: Cell::default(),
        }
    }

    /// Takes an event of the run.
    pub(crate) fn hear(&self, event: &IndexEvent<'_>) {
        match event {
            IndexEvent::Planned { bytes, .. } => {
                self.bar.set_length(*bytes);
                self.count(|counts| counts.bytes = *bytes);
            }
            IndexEvent::Added { bytes, .. } => self.count(|counts| {
                counts.articles += 1;
                counts.file_bytes += bytes;
            }),
            IndexEvent::FileDone { bytes, .. } => self.count(|counts| {
                counts.done_bytes += bytes;
                counts.file_bytes = 0;
            }),
            IndexEvent::Writing => self.say(Phase::Writing),
            IndexEvent::Merging => self.say(Phase::Merging),
            IndexEvent::Committed { articles, files } => {
                if self.reported == Reported::All {
                    self.bar.suspend(|| talk::say(&messages::committed(*articles, *files)));
                }
                self.say(Phase::Reading);
            }
            IndexEvent::Stopped { inside, articles, files, given_up } => {
                self.stopped.set(Some(messages::stopped(*inside, *articles, *files, *given_up)));
            }
            _ => {
                if self.problems.borrow_mut().is_new(event, self.reported) {
                    self.bar.suspend(|| report::problem(event));
                }
            }
        }
    }

    /// Removes the bar, and sums up the problems that were only counted.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
        self.problems.borrow().sum_up();
    }

    /// The message about a run that was stopped before its end.
    pub(crate) fn stopped(&self) -> Option<String> {
        self.stopped.take()
    }

    fn count(&self, change: impl FnOnce(&mut Counts)) {
        let mut counts = self.counts.get();
        change(&mut counts);
        self.counts.set(counts);
        if self.bar.is_hidden() || counts.said.is_some_and(|said| said.elapsed() < BETWEEN_MESSAGES) {
            return;
        }
        self.say(Phase::Reading);
    }

    /// Shows the counts beside the bar.
    fn say(&self, phase: Phase) {
        if self.bar.is_hidden() {
            return;
        }
        let mut counts = self.counts.get();
        counts.said = Some(Instant::now());
        self.counts.set(counts);
        let position = (counts.done_bytes + counts.file_bytes).min(counts.bytes);
        self.bar.set_position(position);
        let seconds = counts.began.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate and a time shown to the second")]
        let (rate, rest) = (position as f64 / seconds.max(1e-9), (counts.bytes - position) as f64);
        let left = (position > 0).then(|| Duration::try_from_secs_f64(rest / rate).ok()).flatten();
        self.bar.set_message(messages::progress(phase, rate, left, counts.articles));
        if phase != Phase::Reading {
            // Nothing may follow for a while.
            self.bar.force_draw();
        }
    }
}
