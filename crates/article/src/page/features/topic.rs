//! Whether what stands above and below a line speaks of the same things, and of the line's own.

use std::fmt;

use super::wording::{first_chars, opens_with_a_day, step};
use super::{MAX_BAG_CHARS, Page};
use crate::page::pairs::Bag;

impl Page<'_, '_, '_> {
    /// Whether what stands above and below speaks of the same things, and of the line's own.
    pub(super) fn topics(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let is_short = self.is_short(at);
        if !is_short && !matches!(self.classes[at], "DL" | "SL") {
            return;
        }
        let bag = |places: &mut dyn Iterator<Item = usize>| Bag::of(places.map(|at| &self.bags[at]));
        let above = |count| bag(&mut self.long_above(at, count));
        let below = |count: usize| {
            if is_short {
                bag(&mut self.long_below(at, count))
            } else {
                bag(&mut std::iter::once(at).chain(self.long_below(at, count - 1)))
            }
        };
        let (above3, below3) = (above(3), below(3));
        let tile = |value: Option<f32>| value.map_or(-1, |value| step(value, 50.0, 0, 12));
        emit(format_args!("tile3={}", tile(above3.cosine(&below3))));
        emit(format_args!("tile8={}", tile(above(8).cosine(&below(8)))));
        if !is_short || self.lines[at].chars < 4 {
            return;
        }
        let itself = &self.bags[at];
        let share = |value: Option<f32>| value.map_or(-1, |value| step(value, 10.0, 0, 9));
        let (down, up) = (itself.share_in(&below3), itself.share_in(&above3));
        emit(format_args!("share below={}", share(down)));
        emit(format_args!("share above={}", share(up)));
        emit(format_args!("share next={}", share(itself.share_in(&below(1)))));
        if let (Some(down), Some(up)) = (down, up) {
            emit(format_args!("share gain={}", step(down - up, 10.0, -9, 9)));
        }
        let far = bag(&mut self.long_below(at, 9).skip(3));
        emit(format_args!("share far={}", share(itself.share_in(&far))));
        let Some(lead) = self.long_below(at, 1).next() else { return };
        let opening = first_chars(self.text(lead), 40);
        emit(format_args!(
            "lead={}{}{}{}",
            u8::from(opens_with_a_day(opening)),
            u8::from(opening.contains("记者")),
            u8::from(first_chars(opening, 25).contains(['省', '市', '县', '区'])),
            u8::from(opening.starts_with('“')),
        ));
        // Strings of the line that stand in the text below, and in the text above.
        let holds = |places: &mut dyn Iterator<Item = usize>, length: usize| {
            let places: Vec<usize> = places.collect();
            let own: Vec<char> = self.text(at).chars().collect();
            own.windows(length)
                .filter(|window| {
                    // The bags are quick to ask, and sure where they say no.
                    let mut places = places.iter().filter(|at| self.bags[**at].may_hold(window)).peekable();
                    if places.peek().is_none() {
                        return false;
                    }
                    let window: String = window.iter().collect();
                    places.any(|at| first_chars(self.text(*at), MAX_BAG_CHARS).contains(&window))
                })
                .count()
        };
        let counts = [3, 4].map(|length| {
            (holds(&mut self.long_below(at, 6), length), holds(&mut self.long_above(at, 6), length))
        });
        emit(format_args!("triples below={}", counts[0].0.min(5)));
        emit(format_args!("triples above={}", counts[0].1.min(5)));
        emit(format_args!("quadruples={},{}", counts[1].0.min(2), counts[1].1.min(2)));
    }
}
