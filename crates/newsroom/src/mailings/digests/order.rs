//! The order of a digest's articles: one leads, the others stand by section. Pure.
//!
//! Invariants: every article that is new is either in it or left out, once; what an editor arranged stays when another one
//! comes, which takes the last place of its section.

use database::Id;

/// An article, and the section it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The article.
    pub article: Id,
    /// Its section.
    pub section: Option<Id>,
}

/// What an editor does to a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// An article goes one place up (true) or down among those of its section.
    Move(Id, bool),
    /// A section goes one place up (true) or down.
    MoveSection(Option<Id>, bool),
    /// An article leads.
    Lead(Id),
    /// An article is not in it.
    LeaveOut(Id),
    /// One that was left out is in it again.
    TakeIn(Id),
}

/// A digest's articles as they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The one that stands first, apart from the sections.
    pub lead: Option<Item>,
    /// The others by section.
    pub groups: Vec<(Option<Id>, Vec<Item>)>,
    /// Those that are not in it.
    pub left_out: Vec<Item>,
}

impl Order {
    /// As it is when nobody has arranged it: `news`, newest first; the newest leads, `sections` are in their order.
    pub fn usual(news: &[Item], sections: &[Id]) -> Order {
        let mut order = Order { lead: news.first().copied(), ..Order::default() };
        let place = |item: &Item| sections.iter().position(|id| Some(*id) == item.section).unwrap_or(sections.len());
        let mut rest: Vec<Item> = news.iter().skip(1).copied().collect();
        rest.sort_by_key(place);
        rest.into_iter().for_each(|item| order.put_last(item));
        order
    }

    /// As an editor arranged it (`kept`: article, whether it is left out), with what is new now.
    pub fn arranged(news: &[Item], sections: &[Id], kept: &[(Id, bool)]) -> Order {
        if kept.is_empty() {
            return Order::usual(news, sections);
        }
        let mut order = Order::default();
        for (article, left_out) in kept {
            let Some(item) = news.iter().find(|item| item.article == *article).copied() else {
                continue;
            };
            match (left_out, order.lead) {
                (true, _) => order.left_out.push(item),
                (false, None) => order.lead = Some(item),
                (false, Some(_)) => order.put_last(item),
            }
        }
        for item in news.iter().filter(|item| !kept.iter().any(|(article, _)| *article == item.article)) {
            match order.lead {
                None => order.lead = Some(*item),
                Some(_) => order.put_last(*item),
            }
        }
        order
    }

    /// Those that are in it, in the order in which they are read.
    pub fn in_it(&self) -> impl Iterator<Item = Item> {
        self.lead.iter().chain(self.groups.iter().flat_map(|(_, items)| items)).copied()
    }

    /// What [`Order::arranged`] takes.
    pub fn kept(&self) -> Vec<(Id, bool)> {
        let inside = self.in_it().map(|item| (item.article, false));
        inside.chain(self.left_out.iter().map(|item| (item.article, true))).collect()
    }

    /// Does what an editor wants. What cannot be done (the first goes up, an article is gone) changes nothing.
    pub fn act(&mut self, act: Act) {
        match act {
            Act::Move(article, up) => {
                if let Some((_, items)) = self.groups.iter_mut().find(|(_, items)| items.iter().any(|item| item.article == article)) {
                    shift(items, |item| item.article == article, up);
                }
            }
            Act::MoveSection(section, up) => shift(&mut self.groups, |(id, _)| *id == section, up),
            Act::Lead(article) => {
                let former = self.take(article).and_then(|item| self.lead.replace(item));
                former.into_iter().for_each(|former| self.put_first(former));
            }
            Act::LeaveOut(article) => {
                let taken = self.take(article);
                self.left_out.extend(taken);
                self.find_lead();
            }
            Act::TakeIn(article) => {
                if let Some(at) = self.left_out.iter().position(|item| item.article == article) {
                    let item = self.left_out.remove(at);
                    self.put_last(item);
                }
                self.find_lead();
            }
        }
    }

    fn take(&mut self, article: Id) -> Option<Item> {
        let found = self.in_it().find(|item| item.article == article);
        self.lead.take_if(|item| item.article == article);
        self.groups.iter_mut().for_each(|(_, items)| items.retain(|item| item.article != article));
        self.groups.retain(|(_, items)| !items.is_empty());
        found
    }

    /// Without a lead the first of the others leads.
    fn find_lead(&mut self) {
        if self.lead.is_some() {
            return;
        }
        let first = self.in_it().next().map(|item| item.article);
        self.lead = first.and_then(|article| self.take(article));
    }

    fn put_last(&mut self, item: Item) {
        match self.groups.iter_mut().find(|(section, _)| *section == item.section) {
            Some((_, items)) => items.push(item),
            None => self.groups.push((item.section, vec![item])),
        }
    }

    fn put_first(&mut self, item: Item) {
        match self.groups.iter_mut().find(|(section, _)| *section == item.section) {
            Some((_, items)) => items.insert(0, item),
            None => self.groups.insert(0, (item.section, vec![item])),
        }
    }
}

/// Moves what is meant one place up or down.
fn shift<T>(list: &mut [T], is_meant: impl Fn(&T) -> bool, up: bool) {
    let Some(at) = list.iter().position(is_meant) else {
        return;
    };
    let other = if up { at.checked_sub(1) } else { Some(at + 1).filter(|other| *other < list.len()) };
    if let Some(other) = other {
        list.swap(at, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECTIONS: [Id; 3] = [10, 20, 30];

    fn news() -> Vec<Item> {
        [(1, 20), (2, 20), (3, 10), (4, 20), (5, 30)].map(|(article, section)| Item { article, section: Some(section) }).into()
    }

    /// The lead, then each section with its articles, then what is left out.
    fn shown(order: &Order) -> String {
        let ids = |items: &[Item]| items.iter().map(|item| item.article.to_string()).collect::<Vec<_>>().join(",");
        let lead = order.lead.map_or("-".to_owned(), |item| item.article.to_string());
        let groups = order.groups.iter().map(|(section, items)| format!("{}:{}", section.unwrap_or(0), ids(items)));
        format!("{lead} {} ({})", groups.collect::<Vec<_>>().join(" "), ids(&order.left_out))
    }

    fn after(acts: &[Act]) -> String {
        let mut order = Order::usual(&news(), &SECTIONS);
        acts.iter().for_each(|act| order.act(*act));
        shown(&order)
    }

    #[test]
    fn the_newest_leads_and_the_others_stand_by_section() {
        assert_eq!(after(&[]), "1 10:3 20:2,4 30:5 ()");
    }

    #[test]
    fn articles_and_sections_move_and_those_at_the_edge_stay() {
        assert_eq!(after(&[Act::Move(4, true), Act::MoveSection(Some(30), true)]), "1 10:3 30:5 20:4,2 ()");
        assert_eq!(after(&[Act::Move(2, true), Act::Move(4, false), Act::MoveSection(Some(10), true), Act::Move(99, true)]), after(&[]));
    }

    #[test]
    fn another_leads_and_the_former_goes_first_of_its_section() {
        assert_eq!(after(&[Act::Lead(5)]), "5 10:3 20:1,2,4 ()");
        assert_eq!(after(&[Act::Lead(3)]), "3 20:1,2,4 30:5 ()");
    }

    #[test]
    fn what_is_left_out_can_be_taken_in_again() {
        assert_eq!(after(&[Act::LeaveOut(1)]), "3 20:2,4 30:5 (1)");
        assert_eq!(after(&[Act::LeaveOut(1), Act::TakeIn(1)]), "3 20:2,4,1 30:5 ()");
        let all: Vec<Act> = (1..=5).map(Act::LeaveOut).collect();
        assert_eq!(after(&all), "-  (1,2,3,4,5)");
        assert_eq!(after(&[all, vec![Act::TakeIn(4)]].concat()), "4  (1,2,3,5)");
    }

    #[test]
    fn what_was_arranged_stays_when_an_article_comes_or_goes() {
        let mut order = Order::usual(&news(), &SECTIONS);
        order.act(Act::MoveSection(Some(30), true));
        order.act(Act::LeaveOut(3));
        let mut later = news();
        later.retain(|item| item.article != 2);
        later.insert(0, Item { article: 6, section: Some(30) });
        assert_eq!(shown(&Order::arranged(&later, &SECTIONS, &order.kept())), "1 30:5,6 20:4 (3)");
    }
}
