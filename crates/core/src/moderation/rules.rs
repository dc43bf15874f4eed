//! Which comments are shown at once, and which wait until somebody has looked.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

use crate::Result;
use crate::comment_text::count_links;
use crate::database::SiteScope;
use crate::markdown::plain_text;
use crate::text_enum::text_enum;
use crate::tree::settings;

/// The most words a site may name.
pub const MOST_WORDS: usize = 200;
/// With so many points a comment waits.
const SUSPICIOUS: u32 = 3;
/// Below so many letters nobody shouts.
const SHORTEST_SHOUT: usize = 20;
/// Below so many words nobody repeats themselves.
const SHORTEST_LITANY: usize = 10;
/// So many of one letter in a row are no word.
const LONGEST_RUN: usize = 8;

text_enum! {
    /// Whose comments wait.
    Hold {
        /// Everybody's.
        Everybody = "everybody",
        /// Those of people who have not been approved here before, and whatever looks suspicious.
        FirstTime = "first",
        /// Only what looks suspicious.
        Suspicious = "suspicious",
        /// Nobody's.
        Nobody = "nobody",
    }
}

/// What a site has decided about its comments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentRules {
    /// Whose comments wait, in its stored word.
    pub hold: String,
    /// A comment with more links than this waits.
    pub most_links: usize,
    /// A comment with one of these words waits.
    pub words: Vec<String>,
    /// Whether somebody without an account may write, with a name only.
    pub guests: bool,
}

impl Default for CommentRules {
    fn default() -> Self {
        Self {
            hold: Hold::FirstTime.as_str().into(),
            most_links: 2,
            words: Vec::new(),
            guests: true,
        }
    }
}

impl CommentRules {
    /// Whose comments wait.
    #[must_use]
    pub fn hold(&self) -> Hold {
        self.hold.parse().unwrap_or(Hold::FirstTime)
    }
}

/// Whether comments may be written on a site, and what becomes of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commenting {
    /// Whether anybody may write one.
    pub is_on: bool,
    /// Which of them wait.
    pub rules: CommentRules,
}

/// Who writes, as far as the rules care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// Somebody with a name only.
    Guest,
    /// Somebody with an account whose comments nobody has approved here yet.
    Newcomer,
    /// Somebody with an account and an approved comment here.
    Known,
    /// Somebody who belongs here.
    Member,
    /// Somebody who could approve it themselves.
    Moderator,
}

/// What is looked at.
#[derive(Clone, Debug)]
pub struct Facts<'f> {
    /// Who writes.
    pub writer: Writer,
    /// The name they gave.
    pub name: &'f str,
    /// What they wrote, as safe HTML.
    pub html: &'f str,
}

/// What a site has decided about its comments; the usual where it has decided nothing. One query.
///
/// # Errors
/// When the database refuses.
pub fn commenting(scope: &mut SiteScope<'_>) -> Result<Commenting> {
    let all = settings(scope)?;
    Ok(Commenting {
        is_on: all.get("comments").map(String::as_str) != Some("off"),
        rules: all
            .get("comment_rules")
            // What a newer version wrote, or a damaged row, must not open the doors: the usual rules hold.
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default(),
    })
}

/// Why a comment waits, in words: `everybody`, `first`, `links`, `words`, `capitals`, `repetition`, `mostly-links`. Empty
/// when it is shown at once.
#[must_use]
pub fn judge(rules: &CommentRules, facts: &Facts<'_>) -> Vec<&'static str> {
    let hold = rules.hold();
    let everybody_waits = hold == Hold::Everybody;
    match facts.writer {
        Writer::Moderator => return Vec::new(),
        Writer::Member if everybody_waits => return vec!["everybody"],
        // They have a name here to lose; the word list and the score are for strangers.
        Writer::Member => return Vec::new(),
        Writer::Guest | Writer::Newcomer | Writer::Known => {}
    }
    let mut why = Vec::new();
    if everybody_waits {
        why.push("everybody");
    }
    if hold == Hold::FirstTime && facts.writer != Writer::Known {
        why.push("first");
    }
    if hold == Hold::Nobody {
        return why;
    }
    if count_links(facts.html) > rules.most_links {
        why.push("links");
    }
    let found = suspicions(rules, facts);
    let points: u32 = found.iter().map(|(_, points)| points).sum();
    if points >= SUSPICIOUS {
        why.extend(found.into_iter().map(|(word, _)| word));
    }
    why
}

/// What looks suspicious, with points. A word of the site's list is enough by itself; of the rest it takes two.
fn suspicions(rules: &CommentRules, facts: &Facts<'_>) -> Vec<(&'static str, u32)> {
    let text = plain_text(facts.html);
    let mut found = Vec::new();
    if names_a_word(rules, &format!("{} {text}", facts.name)) {
        found.push(("words", SUSPICIOUS));
    }
    if is_shouted(&text) {
        found.push(("capitals", 2));
    }
    if repeats_itself(&text) {
        found.push(("repetition", 2));
    }
    if is_mostly_links(facts.html, &text) {
        found.push(("mostly-links", 2));
    }
    found
}

fn names_a_word(rules: &CommentRules, text: &str) -> bool {
    let text = format!(" {} ", folded(text));
    rules.words.iter().any(|word| {
        let word = folded(word);
        !word.is_empty() && text.contains(&format!(" {word} "))
    })
}

/// Lower case, everything between words one space.
fn folded(text: &str) -> String {
    text.to_lowercase()
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_shouted(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let capitals = text.chars().filter(|letter| letter.is_uppercase()).count();
    letters >= SHORTEST_SHOUT && capitals * 10 > letters * 6
}

fn repeats_itself(text: &str) -> bool {
    let mut run = 0;
    let mut last = None;
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        run = if last == Some(character) { run + 1 } else { 1 };
        last = Some(character);
        if run >= LONGEST_RUN {
            return true;
        }
    }
    let folded = folded(text);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut words = 0;
    for word in folded.split(' ').filter(|word| word.len() > 3) {
        *counts.entry(word).or_default() += 1;
        words += 1;
    }
    words >= SHORTEST_LITANY && counts.values().any(|count| count * 3 > words)
}

/// Whether more than half of what is read stands inside links.
fn is_mostly_links(html: &str, text: &str) -> bool {
    let inside: usize = html
        .split("<a ")
        .skip(1)
        .filter_map(|part| part.split_once('>')?.1.split_once("</a>"))
        .map(|(words, _)| plain_text(words).chars().count())
        .sum();
    inside > 0 && inside * 2 > text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment_text::to_html;

    fn judged(rules: &CommentRules, writer: Writer, source: &str) -> Vec<&'static str> {
        let html = to_html(source);
        judge(
            rules,
            &Facts {
                writer,
                name: "Ana",
                html: &html,
            },
        )
    }

    fn holding(hold: Hold) -> CommentRules {
        CommentRules {
            hold: hold.as_str().into(),
            ..CommentRules::default()
        }
    }

    #[test]
    fn strangers_wait_once_and_those_who_belong_do_not() {
        let rules = CommentRules::default();
        assert_eq!(judged(&rules, Writer::Guest, "Hello"), ["first"]);
        assert_eq!(judged(&rules, Writer::Newcomer, "Hello"), ["first"]);
        for writer in [Writer::Known, Writer::Member, Writer::Moderator] {
            assert!(judged(&rules, writer, "Hello").is_empty());
        }
        let all = holding(Hold::Everybody);
        for writer in [Writer::Guest, Writer::Newcomer, Writer::Known, Writer::Member] {
            assert_eq!(judged(&all, writer, "Hello"), ["everybody"]);
        }
        assert!(judged(&all, Writer::Moderator, "Hello").is_empty());
        assert!(judged(&holding(Hold::Nobody), Writer::Guest, "CASINO ".repeat(30).as_str()).is_empty());
    }

    #[test]
    fn links_words_and_two_bad_signs_make_a_comment_wait() {
        let rules = CommentRules {
            words: vec!["Casino".into(), "cheap pills".into()],
            ..holding(Hold::Suspicious)
        };
        let judged = |source| judged(&rules, Writer::Known, source);
        assert!(judged("We met at the river. See https://a.example and bring soup, please, and friends.").is_empty());
        assert_eq!(
            judged("Much to read here, friends: https://a.example https://b.example https://c.example"),
            ["links"]
        );
        assert_eq!(judged("The best CASINO!"), ["words"]);
        assert_eq!(judged("Buy cheap, pills"), ["words"]);
        assert!(judged("The casinos closed").is_empty(), "only whole words");
        assert!(judged("THIS IS LOUD BUT ONLY LOUD").is_empty());
        assert_eq!(
            judged("BUY NOW!!!!!!!!!!!! BUY ALL OF THIS AT ONCE"),
            ["capitals", "repetition"]
        );
        assert_eq!(
            judged("WINWINWINWINWINWIN https://spam.example/WIN-WIN-WIN-WIN-WIN"),
            ["capitals", "mostly-links"]
        );
    }

    #[test]
    fn what_cannot_be_read_is_the_usual() {
        let rules: CommentRules = serde_json::from_str("{\"hold\":\"someday\"}").unwrap();
        assert_eq!(rules.hold(), Hold::FirstTime);
        assert_eq!(rules.most_links, 2);
    }
}
