//! Order by relevance: articles with a stretch as typed, then those with its words in order, then the rest.
//!
//! The oracle shares no code with the search. It tries all combinations of the words' places, and counts units by marking runs.

use jianbao::{Matching, SearchRequest};

use crate::grep::{Grep, Random, Seen, World, has_number, real_articles, spliced_articles};

/// The tier of an article for a stretch that falls into words.
fn tier(seen: &Seen, stretch: &str, words: &[String]) -> usize {
    if seen.contains(stretch) {
        1
    } else if seen.fields.iter().any(|field| are_in_order(field, words, None)) {
        2
    } else {
        3
    }
}

/// True if the words stand one behind the other from a byte on, with at most six units between.
fn are_in_order(field: &Grep, words: &[String], behind: Option<usize>) -> bool {
    let Some((word, rest)) = words.split_first() else { return true };
    field.occurrences(word).any(|(start, end)| {
        let is_near = behind.is_none_or(|last| last <= start && field.units_between(last, start) <= 6);
        is_near && are_in_order(field, rest, Some(end))
    })
}

fn assert_tiers(world: &World, queries: usize, random: &mut Random) {
    let (mut with_second, mut with_all) = (0, 0);
    for _ in 0..queries {
        // A piece of a text, with some characters left out in the middle.
        let chars: Vec<char> = world.piece(5 + random.below(9), random).chars().collect();
        let left_out = random.below(5);
        let from = 2 + random.below(chars.len().max(5) - 4);
        let kept = chars.iter().enumerate().filter(|(at, _)| *at < from || *at >= from + left_out);
        let query: String = kept.map(|(_, c)| c).filter(|c| c.is_alphanumeric()).collect();
        if has_number(&query) {
            continue;
        }
        let request = SearchRequest::new(&query).matching(Matching::All).limit(usize::MAX);
        let response = world.index.search(&request).unwrap();
        let [typed] = &response.as_typed[..] else { continue };
        let words = world.index.explain(&request, None).unwrap().required;
        let tiers: Vec<usize> = (response.hits.iter())
            .map(|hit| {
                let seen = world.articles.iter().find(|seen| seen.id == hit.id).unwrap();
                tier(seen, &typed.stretch, &words)
            })
            .collect();
        assert!(tiers.is_sorted(), "{query} {words:?}: {tiers:?}");
        let count = |tier: usize| tiers.iter().filter(|&&of| of == tier).count();
        assert_eq!(typed.articles, count(1) as u64, "{query}");
        with_second += usize::from(count(2) > 0);
        with_all += usize::from((1..=3).all(|tier| count(tier) > 0));
        // Every page is cut from the same order.
        let (offset, limit) = (random.below(tiers.len() + 2), random.below(8));
        let all: Vec<&str> = response.hits.iter().map(|hit| hit.id.as_str()).collect();
        let page = world.index.ids(&request.clone().offset(offset).limit(limit)).unwrap();
        let expected = all.iter().skip(offset).take(limit);
        assert!(page.iter().map(String::as_str).eq(expected.copied()), "{query}: {offset}, {limit}");
    }
    assert!(
        with_second > queries / 40 && with_all > queries / 1_000,
        "{with_second}, {with_all} of {queries}"
    );
}

#[test]
fn articles_with_the_words_in_order_come_before_the_rest() {
    let mut random = Random(22);
    let world = World::new(spliced_articles(300, &mut random), 5, &mut random);
    assert_tiers(&world, 2_000, &mut random);
}

#[test]
fn the_tiers_hold_on_real_news() {
    let mut random = Random(23);
    let Some(articles) = real_articles(400) else { return };
    let world = World::new(articles, 6, &mut random);
    assert_tiers(&world, 600, &mut random);
}
