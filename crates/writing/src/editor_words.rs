//! The words that the editor's script shows.

use std::collections::BTreeMap;
use umbel_web_kit::i18n::Words;

/// Their keys, in the order of `en.editor.ftl`.
const KEYS: [&str; 74] = [
    "editor-toolbar",
    "editor-heading",
    "editor-subheading",
    "editor-bold",
    "editor-italic",
    "editor-bullets",
    "editor-numbers",
    "editor-quote",
    "editor-link",
    "editor-picture",
    "editor-file",
    "editor-embed",
    "editor-more",
    "editor-undo",
    "editor-redo",
    "editor-source",
    "editor-visual",
    "editor-text-empty",
    "editor-more-line",
    "editor-link-address",
    "editor-link-put",
    "editor-link-remove",
    "editor-link-wrong",
    "editor-embed-address",
    "editor-embed-hint",
    "editor-embed-put",
    "editor-embed-wrong",
    "editor-cancel",
    "editor-close",
    "editor-keeping",
    "editor-kept",
    "editor-kept-here",
    "editor-kept-nowhere",
    "editor-refused",
    "editor-signed-out",
    "editor-sign-in",
    "editor-others",
    "editor-changed",
    "editor-changed-see",
    "editor-found",
    "editor-found-take",
    "editor-found-drop",
    "editor-source-only",
    "editor-pictures-heading",
    "editor-picture-heading",
    "editor-files-heading",
    "editor-search",
    "editor-search-label",
    "editor-upload-pictures",
    "editor-upload-files",
    "editor-camera",
    "editor-uploading",
    "editor-upload-failed",
    "editor-library-failed",
    "editor-nothing",
    "editor-nothing-found",
    "editor-show-more",
    "editor-several",
    "editor-waiting",
    "editor-go-on",
    "editor-back",
    "editor-describe-heading",
    "editor-alt",
    "editor-alt-hint",
    "editor-alt-wanted",
    "editor-decoration",
    "editor-caption",
    "editor-caption-hint",
    "editor-put",
    "editor-remove",
    "editor-change-picture",
    "editor-own-picture",
    "editor-own-choose",
    "editor-own-change",
];
/// What the script itself fills into a sentence: it finds the same name there in braces.
const FILLED_IN: [(&str, &str); 5] = [
    ("count", "{count}"),
    ("name", "{name}"),
    ("names", "{names}"),
    ("percent", "{percent}"),
    ("time", "{time}"),
];

/// The words of a language as JSON for `data-words`: by key, without the `editor-` that all begin with.
pub(crate) fn editor_words(words: &Words<'_>) -> String {
    let filled_in = FILLED_IN.map(|(name, braces)| (name, braces.into()));
    let said: BTreeMap<&str, String> = KEYS
        .iter()
        .map(|key| (key.trim_start_matches("editor-"), words.say_with(key, &filled_in)))
        .collect();
    serde_json::to_string(&said).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_editor_reaches_its_script() {
        let file = include_str!("../../../themes/base/locales/en.editor.ftl");
        let keys: Vec<&str> = file
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .map(|(key, _)| key)
            .filter(|key| !key.starts_with('#'))
            .collect();
        assert_eq!(keys, KEYS);
    }
}
