//! `jianbao tokens`: shows the normalised text and its tokens.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use jianbao::analysis::{Analyzer, Hmm, Mode, Token, UserDictionary, normalize};
use serde::Serialize;

use crate::choices::choices;
use crate::formats::{Format, ValueFormatArgs};
use crate::json;
use crate::outcome::Outcome;
use crate::text::{one_line, write_hanging};
use crate::text_input;
use crate::texts::choice_help;
use crate::user_words::UserWordsArgs;

/// Print the tokens of a text
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Text; several arguments are joined by spaces. The default is standard input
    #[arg(value_name = "TEXT", conflicts_with = "file")]
    text: Vec<String>,
    /// Read the text from a file
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    words: UserWordsArgs,
    /// Segmentation mode
    #[arg(long, value_parser = choices(&Mode::ALL, Mode::name, choice_help::mode), default_value = "exact")]
    mode: Mode,
    /// Find words outside the dictionary with the hidden Markov model (modes exact and search)
    #[arg(long)]
    hmm: bool,
    #[command(flatten)]
    output: ValueFormatArgs,
}

/// The documented JSON format.
#[derive(Serialize)]
struct Printed<'a> {
    normalized: &'a str,
    tokens: Vec<PrintedToken<'a>>,
}

#[derive(Serialize)]
struct PrintedToken<'a> {
    text: &'a str,
    start_byte: usize,
    end_byte: usize,
    position: usize,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let text = text(args)?;
    let mut analyzer = Analyzer::new().with_hmm(if args.hmm { Hmm::On } else { Hmm::Off });
    if let Some(words) = args.words.read()? {
        analyzer = analyzer.with_user_dictionary(&UserDictionary::parse(&words)).0;
    }
    let tokens = analyzer.tokens(&text, args.mode);
    let mut out = anstream::stdout().lock();
    if args.output.format() == Format::Json {
        let normalized = normalize(&text);
        let tokens = tokens.iter().map(PrintedToken::from).collect();
        json::write(&mut out, &Printed { normalized: &normalized, tokens })?;
        writeln!(out)?;
    } else {
        let line: Vec<String> = tokens.iter().map(|token| one_line(&token.text)).collect();
        write_hanging(&mut out, "", &line.join(" / "))?;
    }
    out.flush()?;
    Ok(Outcome::of_count(tokens.len()))
}

fn text(args: &Args) -> Result<String> {
    if let Some(file) = &args.file {
        return text_input::of_file(file);
    }
    if !args.text.is_empty() {
        return Ok(args.text.join(" "));
    }
    text_input::of_standard_input()
}

impl<'a> From<&'a Token> for PrintedToken<'a> {
    fn from(token: &'a Token) -> PrintedToken<'a> {
        let Token { text, start_byte, end_byte, position } = token;
        PrintedToken { text, start_byte: *start_byte, end_byte: *end_byte, position: *position }
    }
}
