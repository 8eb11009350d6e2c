use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::join::{AllLists, Source, join};
use super::writer::PairListsWriter;
use super::*;
use crate::text::encoding::encoded;
use crate::text::unit_pairs::each_pair;

/// Lists as a plain program has them.
type Plain = BTreeMap<u64, BTreeSet<DocId>>;

fn written(plain: &Plain, documents: u32) -> (Vec<u8>, usize) {
    let mut bytes = Vec::new();
    let mut lists = PairListsWriter::new(&mut bytes, documents);
    for (key, of_key) in plain {
        lists.push(PairKey(*key), &of_key.iter().copied().collect::<Vec<_>>()).unwrap();
    }
    let (blocks, _) = lists.finish().unwrap();
    (bytes, blocks)
}

fn read(lists: PairLists<'_>) -> Result<Plain, Damaged> {
    let (mut all, mut documents, mut plain) = (AllLists::new(lists), Vec::new(), Plain::new());
    while let Some(PairKey(key)) = all.next(&mut documents)? {
        plain.insert(key, documents.iter().copied().collect());
    }
    Ok(plain)
}

fn list(lists: PairLists<'_>, key: u64) -> Result<Vec<DocId>, Damaged> {
    let mut documents = Vec::new();
    if let Some(mut list) = lists.list(PairKey(key))? {
        list.read_into(&mut documents)?;
    }
    Ok(documents)
}

/// Lists of a number of documents: long and short ones, keys near and far.
fn lists() -> impl Strategy<Value = (Plain, u32)> {
    (1_u32..3000).prop_flat_map(|documents| {
        let few = prop::collection::btree_set(0..documents, 1..4);
        let many = (1_usize..40).prop_map(move |step| (0..documents).step_by(step).collect());
        let key = prop_oneof![0_u64..400, 0_u64..LAST_KEY];
        let list = prop_oneof![9 => few, 1 => many];
        (prop::collection::btree_map(key, list, 0..300), Just(documents))
    })
}

fn plain_lists_of(texts: &[String]) -> Plain {
    let mut plain = Plain::new();
    for (doc, text) in (0..).zip(texts) {
        each_pair(&encoded(text), |PairKey(key)| {
            plain.entry(key).or_default().insert(doc);
        });
    }
    plain
}

fn gathered(texts: &[String], max_seen: usize) -> (Vec<u8>, usize) {
    let coded: Vec<Vec<u8>> = texts.iter().map(|text| encoded(text)).collect();
    let mut bytes = Vec::new();
    let documents = texts.len().try_into().unwrap();
    let blocks = gather::write(&mut bytes, coded.iter().map(Vec::as_slice), documents, max_seen).unwrap();
    (bytes, blocks)
}

#[test]
fn a_block_ends_behind_a_list_of_many_documents() {
    let documents = 200_000;
    let plain: Plain = (0..4).map(|key| (key, (0..documents).step_by(3).collect())).collect();
    let (bytes, blocks) = written(&plain, documents);
    assert_eq!(blocks, 4);
    assert_eq!(read(PairLists::new(&bytes, blocks, documents).unwrap()), Ok(plain));
}

#[test]
fn lists_of_no_text_are_empty() {
    let (bytes, blocks) = gathered(&[], 10);
    assert_eq!((bytes.len(), blocks), (0, 0));
    assert_eq!(list(PairLists::new(&bytes, 0, 0).unwrap(), 7), Ok(Vec::new()));
}

proptest! {
    #[test]
    fn lists_are_read_as_they_were_written((plain, documents) in lists(), others in prop::collection::vec(0_u64..500, 0..20)) {
        let (bytes, blocks) = written(&plain, documents);
        let lists = PairLists::new(&bytes, blocks, documents).unwrap();
        prop_assert_eq!(&read(lists).unwrap(), &plain);
        for key in plain.keys().copied().chain(others) {
            let expect: Vec<DocId> = plain.get(&key).into_iter().flatten().copied().collect();
            prop_assert_eq!(list(lists, key), Ok(expect));
        }
    }

    #[test]
    fn lists_are_intersected_and_united((plain, documents) in lists(), places in prop::collection::vec(0_usize..300, 1..5)) {
        prop_assume!(!plain.is_empty());
        let (bytes, blocks) = written(&plain, documents);
        let lists = PairLists::new(&bytes, blocks, documents).unwrap();
        let keys: Vec<u64> = places.iter().map(|place| *plain.keys().nth(place % plain.len()).unwrap()).collect();
        let pairs: Vec<PairKey> = keys.iter().copied().map(PairKey).collect();
        let is_in = |doc: &DocId, key: &u64| plain[key].contains(doc);
        let all: Vec<DocId> = (0..documents).filter(|doc| keys.iter().all(|key| is_in(doc, key))).collect();
        let any: Vec<DocId> = (0..documents).filter(|doc| keys.iter().any(|key| is_in(doc, key))).collect();
        prop_assert_eq!(lists.with_all(&pairs), Ok(all));
        prop_assert_eq!(lists.with_any(pairs.into_iter()), Ok(any));
    }

    /// One changed byte, wherever it is: an error, or an answer that is right.
    #[test]
    fn a_changed_byte_gives_no_wrong_answer((plain, documents) in lists(), place in any::<prop::sample::Index>(), change in 1_u8..) {
        prop_assume!(!plain.is_empty());
        let (mut bytes, blocks) = written(&plain, documents);
        let place = place.index(bytes.len());
        bytes[place] ^= change;
        if let Ok(lists) = PairLists::new(&bytes, blocks, documents) {
            for key in plain.keys().flat_map(|key| [*key, key + 1]) {
                if let Ok(found) = list(lists, key) {
                    let expect: Vec<DocId> = plain.get(&key).into_iter().flatten().copied().collect();
                    prop_assert_eq!(found, expect);
                }
            }
            prop_assert_eq!(read(lists), Err(Damaged));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80), blocks in 0_usize..4, documents in any::<u32>(), key in 0..LAST_KEY) {
        if let Ok(lists) = PairLists::new(&bytes, blocks, documents) {
            let _ = list(lists, key);
            let _ = read(lists);
        }
    }

    /// Blocks that pass their check may still come from a writer with an error.
    #[test]
    fn blocks_of_any_bits_are_read_or_refused(block in prop::collection::vec(any::<u8>(), 0..80), documents in 0_u32..100) {
        let mut bytes = block.clone();
        for number in [0, block.len() as u64] {
            bytes.extend_from_slice(&number.to_le_bytes()[..NUMBER_BYTES]);
        }
        bytes.extend_from_slice(&check_of(&block, 0, LAST_KEY));
        if let Ok(plain) = read(PairLists::new(&bytes, 1, documents).unwrap()) {
            prop_assert!(plain.values().flatten().all(|doc| *doc < documents));
        }
    }

    #[test]
    fn lists_of_texts_are_those_of_a_plain_program(
        texts in prop::collection::vec("[人的饕𠀀a1.\"《·-]{0,20}", 0..30), max_seen in 1_usize..200,
    ) {
        let (bytes, blocks) = gathered(&texts, max_seen);
        let documents = texts.len().try_into().unwrap();
        prop_assert_eq!(read(PairLists::new(&bytes, blocks, documents).unwrap()), Ok(plain_lists_of(&texts)));
    }

    /// The lists of merged segments are those of the texts that are left.
    #[test]
    fn joined_lists_are_those_of_the_joined_texts(
        segments in prop::collection::vec(prop::collection::vec(("[人的饕a1.\"]{0,12}", any::<bool>()), 0..12), 1..5),
        are_whole in any::<bool>(),
    ) {
        let files: Vec<(Vec<u8>, usize, u32)> = segments
            .iter()
            .map(|texts| {
                let texts: Vec<String> = texts.iter().map(|(text, _)| text.clone()).collect();
                let (bytes, blocks) = gathered(&texts, 1000);
                (bytes, blocks, texts.len().try_into().unwrap())
            })
            .collect();
        let (mut sources, mut left) = (Vec::new(), Vec::new());
        for (texts, (bytes, blocks, documents)) in segments.iter().zip(&files) {
            let is_kept = |doc: &DocId| are_whole || texts[*doc as usize].1;
            let kept: Vec<DocId> = (0..*documents).filter(is_kept).collect();
            let lists = PairLists::new(bytes, *blocks, *documents).unwrap();
            let first = left.len().try_into().unwrap();
            left.extend(kept.iter().map(|doc| texts[*doc as usize].0.clone()));
            sources.push(Source { lists, first, kept: (!are_whole).then_some(kept) });
        }
        let (mut bytes, documents) = (Vec::new(), left.len().try_into().unwrap());
        let blocks = join(&mut bytes, sources, documents).unwrap();
        let all = gathered(&left, 1000);
        prop_assert_eq!((&bytes, blocks), (&all.0, all.1));
        prop_assert_eq!(read(PairLists::new(&bytes, blocks, documents).unwrap()), Ok(plain_lists_of(&left)));
    }
}
