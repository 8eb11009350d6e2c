//! Parsing of a page in linear time.
//!
//! A standard parser has several superlinear steps: it searches all open elements at every paragraph, reopens
//! every unclosed `font` in each of them, and compares attributes one by one. Pages made for readers stay far
//! below the bounds here. Markup beyond a bound is ignored, and its text is kept.
//!
//! `attributes → tokenizer → bounds → tree`: attributes are counted before the tokenizer. The other bounds
//! are checked between the tokenizer and the tree builder, where each tag and the list of open elements are
//! known.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use html5ever::interface::{ElementFlags, TokenizerResult, Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, EndTag, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, QualName, local_name, ns};
use scraper::{Html, HtmlTreeSink};

use super::attributes::{self, Markup};
use super::line::is_block;
use crate::warning::MarkupBound;

/// A page, and the bounds that its markup passed.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) page: Html,
    pub(super) passed: BTreeSet<MarkupBound>,
}

/// A whole page.
pub(super) fn document(html: &str) -> Parsed {
    let sink = HtmlTreeSink::new(Html::new_document());
    parse(html, TreeBuilder::new(sink, TreeBuilderOpts::default()))
}

/// An HTML fragment, as in a body.
pub(super) fn fragment(html: &str) -> Parsed {
    let sink = HtmlTreeSink::new(Html::new_fragment());
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let context = sink.create_element(body, Vec::new(), ElementFlags::default());
    parse(html, TreeBuilder::new_for_fragment(sink, context, None, TreeBuilderOpts::default()))
}

type NodeId = <HtmlTreeSink as TreeSink>::Handle;
type Builder = TreeBuilder<NodeId, HtmlTreeSink>;

fn parse(html: &str, builder: Builder) -> Parsed {
    let reader = Reader {
        tokenizer: Tokenizer::new(BoundedBuilder::new(builder), TokenizerOpts::default()),
        input: BufferQueue::default(),
    };
    reader.read(html);
    let BoundedBuilder { builder, passed, .. } = reader.tokenizer.sink;
    Parsed { page: builder.sink.finish(), passed: passed.into_inner() }
}

/// Passes a page to the tokenizer, without superfluous attributes.
struct Reader {
    tokenizer: Tokenizer<BoundedBuilder>,
    input: BufferQueue,
}

impl Reader {
    fn read(&self, html: &str) {
        let bounded = &self.tokenizer.sink;
        let mut fed = 0;
        let mut at = 0;
        loop {
            // Raw text is known only at the tokenizer's position: see below.
            let next = match &*bounded.raw_text.borrow() {
                RawText::None => html[at..].find('<'),
                RawText::Element(name) => attributes::end_tag(&html[at..], name),
                RawText::ToTheEnd => None,
            };
            let Some(next) = next else { break };
            at += next;
            let here = &html[at..];
            match Markup::at(here) {
                Markup::Tag(tag) => {
                    if let Some(surplus) = tag.surplus {
                        bounded.pass(MarkupBound::Attributes);
                        self.feed(&html[fed..at + surplus.start]);
                        fed = at + surplus.end;
                    }
                    at += tag.len;
                    if is_raw_text(&tag.name.to_ascii_lowercase()) {
                        self.feed(&html[fed..at]);
                        fed = at;
                    }
                }
                Markup::CharacterData => {
                    self.feed(&html[fed..at]);
                    fed = at;
                    let end = if bounded.adjusted_current_node_present_but_not_in_html_namespace() {
                        "]]>"
                    } else {
                        ">"
                    };
                    at += attributes::to_end_of(here, end);
                }
                Markup::Comment(len) => at += len,
                Markup::Text => at += 1,
            }
        }
        self.feed(&html[fed..]);
        self.tokenizer.end();
    }

    fn feed(&self, piece: &str) {
        self.input.push_back(StrTendril::from(piece));
        // The tokenizer pauses at scripts, which are not run here, and at declarations of the encoding.
        while !matches!(self.tokenizer.feed(&self.input), TokenizerResult::Done) {}
    }
}

/// The raw text that the tokenizer is in.
enum RawText {
    None,
    /// To the end tag of this name.
    Element(String),
    ToTheEnd,
}

/// The tree builder, guarded by the bounds.
struct BoundedBuilder {
    builder: Builder,
    raw_text: RefCell<RawText>,
    passed: RefCell<BTreeSet<MarkupBound>>,
    /// Upper bound of the number of open elements, without counting: those in the tree, and formatting
    /// elements that would be reopened.
    held: Cell<usize>,
    /// Upper bound of the number of formatting elements among them.
    held_formatting: Cell<usize>,
    /// True if the maximum is reached, and no element has ended since.
    is_full: Cell<bool>,
    /// Ignored elements beyond the maximum depth, as far as their end tags are still to come.
    left_out: RefCell<Vec<LocalName>>,
    /// Number of elements that have been made without a tag.
    copies: Cell<usize>,
    /// Number of copies at which formatting is ended next.
    most_copies: Cell<usize>,
    /// Number of attributes of repeated `html` and `body` tags, which are all added to one element.
    merged_attributes: Cell<usize>,
    objects: Cell<usize>,
}

/// Number of elements that a tag creates: its own and the implied ones around it.
const ELEMENTS_OF_A_TAG: usize = 3;

/// Number of reopened copies after which formatting is ended.
const MORE_COPIES: usize = 1_000;

/// Maximum number of attributes of a formatting element. They are only compared, to find equal elements.
const FORMATTING_ATTRIBUTES: usize = 4;

/// Number of ignored elements, from the last, that an end tag is compared with.
const LEFT_OUT_IN_SIGHT: usize = 16;

impl BoundedBuilder {
    fn new(builder: Builder) -> BoundedBuilder {
        BoundedBuilder {
            builder,
            raw_text: RefCell::new(RawText::None),
            passed: RefCell::default(),
            held: Cell::new(0),
            held_formatting: Cell::new(0),
            is_full: Cell::new(false),
            left_out: RefCell::default(),
            copies: Cell::new(0),
            most_copies: Cell::new(MarkupBound::Copies.most()),
            merged_attributes: Cell::new(0),
            objects: Cell::new(0),
        }
    }

    fn pass(&self, bound: MarkupBound) {
        self.passed.borrow_mut().insert(bound);
    }

    fn has_passed(&self, bound: MarkupBound) -> bool {
        self.passed.borrow().contains(&bound)
    }

    fn nodes(&self) -> usize {
        self.builder.sink.0.borrow().tree.nodes().len()
    }

    /// Passes a token to the builder. Elements beyond the expected ones are copies.
    fn build(&self, token: Token, line: u64, expected: usize) -> TokenSinkResult<NodeId> {
        let before = self.nodes();
        let result = self.builder.process_token(token, line);
        let made = self.nodes() - before;
        // A formatting element is in two lists.
        self.held.set(self.held.get() + 2 * made);
        self.held_formatting.set(self.held_formatting.get() + 2 * made);
        self.copies.set(self.copies.get() + made.saturating_sub(expected));
        result
    }

    /// The names of the formatting elements that the builder has.
    fn formatting(&self) -> Vec<LocalName> {
        let formatting = Formatting { sink: &self.builder.sink, names: RefCell::default() };
        self.builder.trace_handles(&formatting);
        formatting.names.into_inner()
    }

    fn is_too_deep(&self) -> bool {
        let most = MarkupBound::Depth.most();
        if !self.is_full.get() && self.held.get() >= most {
            let count = Count::default();
            self.builder.trace_handles(&count);
            self.held.set(count.0.get());
            self.is_full.set(self.held.get() >= most);
        }
        self.is_full.get()
    }

    fn is_too_formatted(&self) -> bool {
        // Each is in two lists.
        let most = 2 * MarkupBound::Formatting.most();
        if self.held_formatting.get() >= most {
            self.held_formatting.set(self.formatting().len());
        }
        self.held_formatting.get() >= most
    }

    fn start(&self, mut tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        if self.copies.get() > self.most_copies.get() {
            self.end_formatting(line);
        }
        let is_foreign = self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        let name = tag.name.clone();
        if matches!(name, local_name!("html") | local_name!("body")) {
            self.merged_attributes.set(self.merged_attributes.get() + tag.attrs.len());
            if self.merged_attributes.get() > MarkupBound::Attributes.most() {
                self.pass(MarkupBound::Attributes);
                tag.attrs.clear();
            }
        }
        if is_formatting(&name) && !is_foreign {
            let is_over = self.has_passed(MarkupBound::Copies);
            // There is never more than one `a`, and links matter for the weight of lines.
            if is_over && name != local_name!("a") {
                return self.leave_out(&name, line);
            }
            if self.is_too_formatted() {
                self.pass(MarkupBound::Formatting);
                return self.leave_out(&name, line);
            }
            let kept = if is_over { 0 } else { FORMATTING_ATTRIBUTES };
            let mut index = 0;
            tag.attrs.retain(|attribute| {
                index += 1;
                index <= kept || matches!(attribute.name.local, local_name!("style") | local_name!("hidden"))
            });
        }
        if is_object(&name) {
            self.objects.set(self.objects.get() + 1);
            if self.objects.get() > MarkupBound::Objects.most() {
                self.pass(MarkupBound::Objects);
                return self.leave_out(&name, line);
            }
        }
        let opens = if is_foreign { !tag.self_closing } else { !is_leaf(&name) && !is_raw_text(&name) };
        if opens {
            if self.is_too_deep() {
                self.pass(MarkupBound::Depth);
                self.left_out.borrow_mut().push(name.clone());
                return self.leave_out(&name, line);
            }
            self.left_out.borrow_mut().clear();
        } else {
            self.is_full.set(false);
        }
        let result = self.build(TagToken(tag), line, ELEMENTS_OF_A_TAG);
        match &result {
            TokenSinkResult::RawData(_) => {
                *self.raw_text.borrow_mut() = RawText::Element(name.to_string());
            }
            TokenSinkResult::Plaintext => *self.raw_text.borrow_mut() = RawText::ToTheEnd,
            TokenSinkResult::Continue
            | TokenSinkResult::Script(_)
            | TokenSinkResult::EncodingIndicator(_) => {}
        }
        result
    }

    fn end(&self, tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        *self.raw_text.borrow_mut() = RawText::None;
        let left_out = {
            let left_out = self.left_out.borrow();
            let in_sight = left_out.len().saturating_sub(LEFT_OUT_IN_SIGHT);
            left_out[in_sight..].iter().rposition(|name| *name == tag.name).map(|index| in_sight + index)
        };
        if let Some(index) = left_out {
            self.left_out.borrow_mut().truncate(index);
            return self.leave_out(&tag.name, line);
        }
        self.is_full.set(false);
        self.build(TagToken(tag), line, ELEMENTS_OF_A_TAG)
    }

    /// Ignores a tag. The lines on both sides of a block stay separate.
    fn leave_out(&self, name: &LocalName, line: u64) -> TokenSinkResult<NodeId> {
        if !is_block(name) {
            return TokenSinkResult::Continue;
        }
        let tag = Tag {
            kind: StartTag,
            name: local_name!("br"),
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        self.build(TagToken(tag), line, ELEMENTS_OF_A_TAG)
    }

    /// Ends all formatting elements, so that none continues in the next paragraph.
    fn end_formatting(&self, line: u64) {
        self.pass(MarkupBound::Copies);
        self.most_copies.set(self.copies.get() + MORE_COPIES);
        for name in self.formatting() {
            let tag = Tag {
                kind: EndTag,
                name,
                self_closing: false,
                attrs: Vec::new(),
                had_duplicate_attributes: false,
            };
            let _ = self.build(TagToken(tag), line, usize::MAX);
        }
    }
}

impl TokenSink for BoundedBuilder {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match token {
            TagToken(tag) if tag.kind == StartTag => self.start(tag, line),
            TagToken(tag) => self.end(tag, line),
            token => self.build(token, line, 1),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Counts the elements of a builder.
#[derive(Default)]
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = NodeId;

    fn trace_handle(&self, _: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}

/// The names of the formatting elements of a builder. An open element that would be reopened is listed twice.
struct Formatting<'b> {
    sink: &'b HtmlTreeSink,
    names: RefCell<Vec<LocalName>>,
}

impl Tracer for Formatting<'_> {
    type Handle = NodeId;

    fn trace_handle(&self, node: &NodeId) {
        let html = self.sink.0.borrow();
        if let Some(element) = html.tree.get(*node).and_then(|node| node.value().as_element())
            && is_formatting(&element.name.local)
        {
            self.names.borrow_mut().push(element.name.local.clone());
        }
    }
}

/// Elements that are reopened after the end of a block.
fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// Elements inside which formatting does not continue, and which may leave a marker at their end.
fn is_object(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("applet") | local_name!("marquee") | local_name!("object") | local_name!("template")
    )
}

/// Elements that are never nested in HTML, or that occur once.
fn is_leaf(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("basefont")
            | local_name!("bgsound")
            | local_name!("body")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("frame")
            | local_name!("head")
            | local_name!("hr")
            | local_name!("html")
            | local_name!("image")
            | local_name!("img")
            | local_name!("input")
            | local_name!("keygen")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
    )
}

/// Elements whose content is raw text up to their end tag in HTML.
fn is_raw_text(name: &str) -> bool {
    matches!(
        name,
        "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "plaintext"
            | "script"
            | "style"
            | "textarea"
            | "title"
            | "xmp"
    )
}

#[cfg(test)]
mod tests;
