//! Pages in other characters: traditional ones, and ones unknown to the model.

use std::collections::HashMap;

use fastrand::Rng;
use jianbao_article::training::{State, traditional_forms};

use crate::corpus::Gold;

/// Traditional forms by the simplified one, the first if there are several.
pub(crate) struct Traditional(HashMap<char, char>);

impl Traditional {
    pub(crate) fn new() -> Traditional {
        let mut forms = HashMap::new();
        for (traditional, simplified) in traditional_forms() {
            forms.entry(simplified).or_insert(traditional);
        }
        Traditional(forms)
    }

    /// A text in traditional characters and corner quotes.
    pub(crate) fn text(&self, text: &str) -> String {
        let form = |c| match c {
            '“' => '「',
            '”' => '」',
            '‘' => '『',
            '’' => '』',
            _ => self.0.get(&c).copied().unwrap_or(c),
        };
        text.chars().map(form).collect()
    }
}

/// Replaces a share of a page's characters, each always by the same other one, to imitate unknown scripts and
/// subjects. Words of bylines, dates, and lines decided by their shape stay.
pub(crate) fn estrange(lines: &mut [Gold], rng: &mut Rng) {
    const KEPT: &str = "本报讯记者通员新华社电月日年摄影中国视觉责任编辑版式美校对下转上接第星期一二三四五六七八九十〇\
        问答提示核心阅读内容要按话图片文问据近昨今天去来源作";
    let share = 0.3 + 0.7 * rng.f32();
    let (factor, offset) = (2 * rng.u32(1000..9000) + 1, rng.u32(..20_000));
    for (line, state) in lines {
        if matches!(state, State::Staff | State::Byline | State::Credit) {
            continue;
        }
        *line = line
            .chars()
            .map(|c| {
                let is_stranger = ('\u{4e00}'..='\u{9fa5}').contains(&c) && !KEPT.contains(c);
                let code = u32::from(c).wrapping_mul(factor).wrapping_add(offset);
                if is_stranger && f64::from(code % 1000) < f64::from(share) * 1000.0 {
                    char::from_u32(0x4e00 + code % 20_902).unwrap_or(c)
                } else {
                    c
                }
            })
            .collect();
    }
}
