//! Features for topics that the texts above and below a line share with each other and with the line.

use std::fmt;

use super::Page;
use super::wording::{first_chars, opens_with_a_day, step};
use crate::page::pairs::pair_of;

impl<'p> Page<'_, 'p, '_> {
    /// Topics shared by the texts above and below a line, and by the line.
    pub(super) fn topics(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let is_short = self.is_short(at);
        if !is_short && !matches!(self.classes[at], "DL" | "SL") {
            return;
        }
        let bags = self.bags.near(at);
        let above = |count| bags.union(self.long_above(at, count));
        let below = |count: usize| {
            if is_short {
                bags.union(self.long_below(at, count))
            } else {
                bags.union(std::iter::once(at).chain(self.long_below(at, count - 1)))
            }
        };
        let (above3, below3) = (above(3), below(3));
        let tile = |value: Option<f32>| value.map_or(-1, |value| step(value, 50.0, 0, 12));
        emit(format_args!("tile3={}", tile(bags.cosine(&above3, &below3))));
        emit(format_args!("tile8={}", tile(bags.cosine(&above(8), &below(8)))));
        if !is_short || self.lines[at].chars < 4 {
            return;
        }
        let share = |value: Option<f32>| value.map_or(-1, |value| step(value, 10.0, 0, 9));
        let (down, up) = (bags.share_in(at, &below3), bags.share_in(at, &above3));
        emit(format_args!("share below={}", share(down)));
        emit(format_args!("share above={}", share(up)));
        emit(format_args!("share next={}", share(bags.share_in(at, &below(1)))));
        if let (Some(down), Some(up)) = (down, up) {
            emit(format_args!("share gain={}", step(down - up, 10.0, -9, 9)));
        }
        let far = bags.union(self.long_below(at, 9).skip(3));
        emit(format_args!("share far={}", share(bags.share_in(at, &far))));
        let Some(lead) = self.long_below(at, 1).next() else { return };
        let opening = first_chars(self.text(lead), 40);
        emit(format_args!(
            "lead={}{}{}{}",
            u8::from(opens_with_a_day(opening)),
            u8::from(opening.contains("记者")),
            u8::from(first_chars(opening, 25).contains(['省', '市', '县', '区'])),
            u8::from(opening.starts_with('“')),
        ));
        let below: Vec<Held<'_>> = self.held(at, self.long_below(at, 6));
        let above: Vec<Held<'_>> = self.held(at, self.long_above(at, 6));
        let strings = |length| own_strings(self.text(at), length);
        emit(format_args!("triples below={}", how_many_stand(strings(3), &below, 5)));
        emit(format_args!("triples above={}", how_many_stand(strings(3), &above, 5)));
        let quadruples = [&below, &above].map(|held| how_many_stand(strings(4), held, 2));
        emit(format_args!("quadruples={},{}", quadruples[0], quadruples[1]));
    }

    /// For each line, a filter of its pairs of adjacent characters.
    fn held(&self, at: usize, lines: impl Iterator<Item = usize>) -> Vec<Held<'p>> {
        let bags = self.bags.near(at);
        let own: Vec<char> = self.text(at).chars().collect();
        let pairs: Vec<_> = own.windows(2).map(|two| pair_of(two[0], two[1])).collect();
        let numbers: Vec<_> = pairs.iter().map(|pair| pair.map(|pair| bags.number(pair))).collect();
        let held = |line| Held {
            opening: self.openings[line],
            // For characters outside the table the answer is always true.
            may_hold: (numbers.iter())
                .map(|number| {
                    number.is_none_or(|number| number.is_some_and(|number| bags.holds(line, number)))
                })
                .collect(),
        };
        lines.map(held).collect()
    }
}

/// A line, with its filter for another line.
struct Held<'p> {
    opening: &'p str,
    /// For each two adjacent characters of the other line: true if this line may contain them. The check is
    /// fast, and a negative answer is certain.
    may_hold: Vec<bool>,
}

/// The strings of `length` characters of a text, each with the place of its first character.
fn own_strings(text: &str, length: usize) -> impl Iterator<Item = (usize, &str)> {
    let ends = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).skip(length);
    text.char_indices().zip(ends).enumerate().map(|(place, ((start, _), end))| (place, &text[start..end]))
}

/// Number of the strings that are in some of the lines; at most `most` are counted.
fn how_many_stand<'t>(
    strings: impl Iterator<Item = (usize, &'t str)>,
    lines: &[Held<'_>],
    most: usize,
) -> usize {
    let stands = |(place, string): &(usize, &str)| {
        let pairs = *place..place + string.chars().count() - 1;
        lines
            .iter()
            .any(|line| line.may_hold[pairs.clone()].iter().all(|may| *may) && line.opening.contains(string))
    };
    strings.filter(stands).take(most).count()
}
