//! Whether what stands above a place and below it speaks of the same things.
//!
//! Texts are compared by the pairs of neighbouring Chinese characters in them: two paragraphs of one report
//! share many, two reports few.

use std::collections::HashMap;

use crate::lines::is_han;

/// How often each pair of Chinese characters stands in some texts.
#[derive(Default)]
pub(super) struct Pairs(HashMap<(char, char), f32>);

impl Pairs {
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Pairs {
        let mut pairs = Pairs::default();
        for text in texts {
            let mut before: Option<char> = None;
            for c in text.chars() {
                let c = is_han(c).then_some(c);
                if let (Some(first), Some(second)) = (before, c) {
                    *pairs.0.entry((first, second)).or_default() += 1.0;
                }
                before = c;
            }
        }
        pairs
    }

    /// The cosine of the two counts: 0 where nothing is shared, 1 where everything is.
    pub(super) fn cosine(&self, other: &Pairs) -> f32 {
        let shared: f32 = (self.0.iter()).filter_map(|(pair, count)| Some(count * other.0.get(pair)?)).sum();
        let length = |pairs: &Pairs| pairs.0.values().map(|count| count * count).sum::<f32>().sqrt();
        let lengths = length(self) * length(other);
        if lengths > 0.0 { shared / lengths } else { 0.0 }
    }

    /// The share of the different pairs that the other texts have too.
    pub(super) fn share_in(&self, other: &Pairs) -> f32 {
        let shared = self.0.keys().filter(|pair| other.0.contains_key(*pair)).count();
        #[expect(clippy::cast_precision_loss, reason = "a line has few pairs")]
        let share = shared as f32 / self.0.len().max(1) as f32;
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_one_thing_are_nearer_than_texts_of_two() {
        let of = |text: &'static str| Pairs::of(std::iter::once(text));
        let tea = of("茶农上山采春茶，春茶下山进茶厂。");
        let more_tea = of("今年春茶比去年早，茶农请来采茶工。");
        let trains = of("高铁今天开通，首趟列车坐满乘客。");
        assert!(tea.cosine(&more_tea) > tea.cosine(&trains));
        assert_eq!(of("").cosine(&tea), 0.0);
        assert!(of("春茶").share_in(&tea) == 1.0 && of("高铁").share_in(&tea) == 0.0);
    }
}
