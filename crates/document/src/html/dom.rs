//! A parsed fragment of HTML: nodes in one vector, made by html5ever.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::ElemName;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, local_name, ns, parse_fragment};

/// A node's number.
pub type Handle = usize;

/// What a node is.
#[derive(Clone, Debug)]
pub enum Kind {
    Root,
    Element {
        name: QualName,
        attributes: Vec<(String, String)>,
    },
    Text(String),
    /// Comments, processing instructions: nothing to see.
    Hidden,
}

#[derive(Clone, Debug)]
pub struct Node {
    pub kind: Kind,
    pub children: Vec<Handle>,
    parent: Option<Handle>,
}

/// The nodes of a fragment.
#[derive(Debug)]
pub struct Dom {
    nodes: Vec<Node>,
}

static EMPTY: Node = Node { kind: Kind::Hidden, children: Vec::new(), parent: None };

impl Dom {
    /// The element whose children are the fragment's nodes.
    pub fn root(&self) -> Handle {
        let document = self.node(0);
        // html5ever puts a fragment into an <html> element.
        document.children.iter().copied().find(|child| self.name(*child) == Some("html")).unwrap_or(0)
    }

    pub fn node(&self, handle: Handle) -> &Node {
        self.nodes.get(handle).unwrap_or(&EMPTY)
    }

    pub fn children(&self, handle: Handle) -> &[Handle] {
        &self.node(handle).children
    }

    /// An element's name.
    pub fn name(&self, handle: Handle) -> Option<&str> {
        match &self.node(handle).kind {
            Kind::Element { name, .. } => Some(&name.local),
            _ => None,
        }
    }

    /// An element's attribute.
    pub fn attribute(&self, handle: Handle, wanted: &str) -> Option<&str> {
        match &self.node(handle).kind {
            Kind::Element { attributes, .. } => attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str()),
            _ => None,
        }
    }

    /// Whether an element has a class.
    pub fn has_class(&self, handle: Handle, class: &str) -> bool {
        self.attribute(handle, "class").is_some_and(|all| all.split_whitespace().any(|one| one == class))
    }

    /// All elements of a name below a node, in order.
    pub fn below(&self, handle: Handle, name: &str) -> Vec<Handle> {
        let mut found = Vec::new();
        let mut todo: Vec<Handle> = self.children(handle).iter().rev().copied().collect();
        while let Some(next) = todo.pop() {
            if self.name(next) == Some(name) {
                found.push(next);
            }
            todo.extend(self.children(next).iter().rev());
        }
        found
    }

    /// The text below a node, blocks apart by spaces.
    pub fn text(&self, handle: Handle) -> String {
        let mut out = String::new();
        let mut todo: Vec<Handle> = vec![handle];
        while let Some(next) = todo.pop() {
            match &self.node(next).kind {
                Kind::Text(text) => out.push_str(text),
                Kind::Element { name, .. } if is_hidden(&name.local) => continue,
                Kind::Element { name, .. } if !is_inline(&name.local) => out.push(' '),
                _ => {}
            }
            todo.extend(self.children(next).iter().rev());
        }
        out.split_whitespace_ascii().collect::<Vec<_>>().join(" ")
    }
}

trait SplitAscii {
    fn split_whitespace_ascii(&self) -> impl Iterator<Item = &str>;
}

impl SplitAscii for str {
    fn split_whitespace_ascii(&self) -> impl Iterator<Item = &str> {
        self.split(|c: char| c.is_ascii_whitespace()).filter(|part| !part.is_empty())
    }
}

/// Elements whose content nobody sees.
pub fn is_hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "template" | "noscript" | "head" | "title" | "meta" | "link")
}

/// Elements that stand in a line.
pub fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// The visible text of some HTML.
pub fn visible_text(html: &str) -> String {
    let dom = parse(html);
    dom.text(dom.root())
}

/// Parses a fragment as the content of a <body>.
pub fn parse(html: &str) -> Dom {
    let options = ParseOpts { tree_builder: TreeBuilderOpts { scripting_enabled: false, ..Default::default() }, ..Default::default() };
    let body = QualName::new(None, ns!(html), local_name!("body"));
    parse_fragment(Sink::default(), options, body, Vec::new(), false).one(StrTendril::from(html))
}

#[derive(Debug)]
struct Sink {
    nodes: RefCell<Vec<Node>>,
}

impl Default for Sink {
    fn default() -> Sink {
        Sink { nodes: RefCell::new(vec![Node { kind: Kind::Root, children: Vec::new(), parent: None }]) }
    }
}

/// An attribute as plain text; nothing of html5ever's crosses threads then.
fn plain(attribute: &Attribute) -> (String, String) {
    (attribute.name.local.to_string(), attribute.value.to_string())
}

/// A name as html5ever wants to look at it.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }
    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn add(&self, kind: Kind) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { kind, children: Vec::new(), parent: None });
        nodes.len() - 1
    }

    fn detach(&self, child: Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let parent = nodes.get_mut(child).and_then(|node| node.parent.take());
        if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent)) {
            parent.children.retain(|one| *one != child);
        }
    }

    /// Puts a node into a parent at a place; text joins the text before it.
    fn insert(&self, parent: Handle, at: usize, child: NodeOrText<Handle>) {
        let child = match child {
            NodeOrText::AppendNode(child) => {
                self.detach(child);
                child
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = at.checked_sub(1).and_then(|before| nodes.get(parent)?.children.get(before).copied());
                if let Some(Kind::Text(words)) = before.and_then(|before| nodes.get_mut(before)).map(|node| &mut node.kind) {
                    words.push_str(&text);
                    return;
                }
                drop(nodes);
                self.add(Kind::Text(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        if let Some(node) = nodes.get_mut(parent) {
            let at = at.min(node.children.len());
            node.children.insert(at, child);
        }
        if let Some(node) = nodes.get_mut(child) {
            node.parent = Some(parent);
        }
    }

    fn count(&self, parent: Handle) -> usize {
        self.nodes.borrow().get(parent).map_or(0, |node| node.children.len())
    }

    fn parent(&self, child: Handle) -> Option<Handle> {
        self.nodes.borrow().get(child)?.parent
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = Name;

    fn finish(self) -> Dom {
        Dom { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Name {
        match self.nodes.borrow().get(*target).map(|node| &node.kind) {
            Some(Kind::Element { name, .. }) => Name(name.clone()),
            _ => Name(QualName::new(None, ns!(), LocalName::from(""))),
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> Handle {
        self.add(Kind::Element { name, attributes: attributes.iter().map(plain).collect() })
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        self.add(Kind::Hidden)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        self.add(Kind::Hidden)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(child) = &child {
            self.detach(*child);
        }
        self.insert(*parent, self.count(*parent), child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.parent(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        *target
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let Some(parent) = self.parent(*sibling) else {
            return;
        };
        if let NodeOrText::AppendNode(child) = &child {
            self.detach(*child);
        }
        let at = self.nodes.borrow().get(parent).and_then(|node| node.children.iter().position(|one| one == sibling));
        self.insert(parent, at.unwrap_or(usize::MAX), child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, more: Vec<Attribute>) {
        if let Some(Kind::Element { attributes, .. }) = self.nodes.borrow_mut().get_mut(*target).map(|node| &mut node.kind) {
            for attribute in more.iter().map(plain) {
                if !attributes.iter().any(|known| known.0 == attribute.0) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let children: Vec<Handle> = self.nodes.borrow().get(*node).map(|node| node.children.clone()).unwrap_or_default();
        for child in children {
            self.append(new_parent, NodeOrText::AppendNode(child));
        }
    }
}
