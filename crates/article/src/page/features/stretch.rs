//! Features that show whether a short line belongs to the text below it or to the text above.

use std::fmt;

use super::wording::{first_chars, step};
use super::{Page, may_head};
use crate::lines::is_han;

/// Maximum number of lines of a stretch to examine.
const STRETCH_LINES: usize = 12;
/// Maximum number of short lines between a line and a stretch.
const REACH_LINES: usize = 4;

impl Page<'_, '_, '_> {
    /// Pairs shared by the stretch of text above a short line, the stretch below it, and the line.
    pub(super) fn stretches(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        if !may_head(self.classes[at]) || self.lines[at].chars < 3 {
            return;
        }
        let is_text = |near: &usize| !may_head(self.classes[*near]);
        let end = self.lines.len().min(at + 1 + REACH_LINES);
        let first = (at + 1..end).find(is_text).unwrap_or(at + 1);
        let below: Vec<usize> =
            (first..self.lines.len().min(first + STRETCH_LINES)).take_while(is_text).collect();
        let last = (at.saturating_sub(REACH_LINES)..at).rev().find(is_text);
        let above: Vec<usize> = last.map_or_else(Vec::new, |last| {
            (last.saturating_sub(STRETCH_LINES - 1)..=last).rev().take_while(is_text).collect()
        });
        let bags = self.bags.near(at);
        let (up, down) = (bags.union(above.iter().copied()), bags.union(below.iter().copied()));
        let level = |value: Option<f32>, steps: f32| value.map_or(-1, |value| step(value, steps, 0, 10));
        let tile = level(bags.cosine(&up, &down), 40.0);
        emit(format_args!("stretches {} {}", below.len().min(7), above.len().min(7)));
        emit(format_args!("stretch tile={tile}"));
        emit(format_args!("stretch tile={tile} {} {}", below.len().min(3), above.len().min(3)));
        let (of_up, of_down) = (bags.share_in(at, &up), bags.share_in(at, &down));
        emit(format_args!("stretch own={} {}", level(of_up, 6.0), level(of_down, 6.0)));
        let gain = of_down.unwrap_or(0.0) - of_up.unwrap_or(0.0);
        emit(format_args!("stretch gain={}", step(gain, 8.0, -8, 8)));
        // The short line above the upper stretch: true if it shares a topic with the lower one.
        let crown = above
            .last()
            .and_then(|top| top.checked_sub(1))
            .filter(|crown| may_head(self.classes[*crown]) && at - crown <= STRETCH_LINES + REACH_LINES);
        if let Some(crown) = crown {
            let theirs = (bags.share_in(crown, &up), bags.share_in(crown, &down));
            emit(format_args!("crown={} {}", level(theirs.0, 6.0), level(theirs.1, 6.0)));
            let gain = of_down.unwrap_or(0.0) - theirs.1.unwrap_or(0.0);
            emit(format_args!("crown keeps={} gain={}", level(theirs.1, 5.0), step(gain, 5.0, -5, 5)));
        }
        if let Some(lead) = below.first() {
            self.first_sentence(at, *lead, emit);
        }
    }

    /// Share of a short line that is in the first sentence of the text below.
    fn first_sentence(&self, at: usize, lead: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let text = self.openings[lead];
        let sentence = text.split_inclusive(['。', '！', '？']).next().unwrap_or(text);
        let own: Vec<char> = self.text(at).chars().collect();
        let pairs = own.windows(2).filter(|two| two.iter().all(|c| is_han(*c)));
        let (all, shared) = pairs.fold((0_usize, 0_usize), |(all, shared), two| {
            let pair: String = two.iter().collect();
            (all + 1, shared + usize::from(sentence.contains(&pair)))
        });
        if let Some(eighths) = (8 * shared).checked_div(all) {
            emit(format_args!("first sentence={eighths}"));
        }
        let opening = first_chars(text, 12).chars().filter(|c| own.contains(c)).count();
        emit(format_args!("first characters={}", opening.min(9)));
    }
}
