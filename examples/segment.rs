//! Segmentation with jieba's dictionary, as a replacement for jieba: exact, full and search mode, new words by the hidden
//! Markov model, words of your own. No index is created.
//!
//! Run it: `cargo run --example segment`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use jianbao::analysis::{Cut, Dictionary, Hmm, Segmenter, UserDictionary, normalize};

fn joined(text: &str, cuts: &[Cut]) -> String {
    cuts.iter().map(|cut| &text[cut.bytes()]).collect::<Vec<_>>().join("/")
}

fn main() {
    let segmenter = Segmenter::new(Dictionary::jieba());
    let text = "王小满在平湖市长江大桥旁调研";
    println!("exact   {}", joined(text, &segmenter.cut(text, Hmm::Off)));
    println!("hmm     {}", joined(text, &segmenter.cut(text, Hmm::On)));
    println!("search  {}", joined(text, &segmenter.cut_for_search(text, Hmm::On)));
    println!("full    {}", joined(text, &segmenter.cut_all(text)));
    // Concatenated, the words are the text.
    assert_eq!(joined(text, &segmenter.cut(text, Hmm::On)).replace('/', ""), text);

    // Words of one's own. A line that adds none is reported.
    let own = UserDictionary::parse("平湖市长江大桥 500 ns\n云上大集\n# 5 x y\n");
    let (dictionary, refused) = segmenter.dictionary().with_user_dictionary(&own);
    for bad in &refused {
        println!("{bad}");
    }
    assert!(dictionary.frequency("云上大集").is_some());
    let segmenter = Segmenter::new(dictionary);
    println!("own     {}", joined(text, &segmenter.cut(text, Hmm::On)));

    // Texts in any writing: the normal form first, with a dictionary of normal forms.
    let normal = normalize("國際論壇在ＧＤＰ大會閉幕");
    let segmenter = Segmenter::new(Dictionary::normal_form());
    println!("normal  {}", joined(&normal, &segmenter.cut(&normal, Hmm::Off)));
}
