// What themes/base/assets/editor-surface.js uses of its libraries.
export { Editor, Extension, Node, mergeAttributes } from "@tiptap/core";
export { Blockquote } from "@tiptap/extension-blockquote";
export { Bold } from "@tiptap/extension-bold";
export { Code } from "@tiptap/extension-code";
export { CodeBlock } from "@tiptap/extension-code-block";
export { Document } from "@tiptap/extension-document";
export { HardBreak } from "@tiptap/extension-hard-break";
export { Heading } from "@tiptap/extension-heading";
export { HorizontalRule } from "@tiptap/extension-horizontal-rule";
export { Italic } from "@tiptap/extension-italic";
export { Link } from "@tiptap/extension-link";
export { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
export { Paragraph } from "@tiptap/extension-paragraph";
export { Strike } from "@tiptap/extension-strike";
export { Text } from "@tiptap/extension-text";
export { Dropcursor, Gapcursor, Placeholder, TrailingNode, UndoRedo } from "@tiptap/extensions";
export { Markdown } from "@tiptap/markdown";
export { closeHistory } from "@tiptap/pm/history";
