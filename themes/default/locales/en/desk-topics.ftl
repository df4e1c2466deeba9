# Topics: suggestions beside a text, merging.
topics-suggested = Suggested from the text
topics-why-named = { $count ->
    [one] named once in the text
   *[other] named { $count } times in the text
}
topics-why-headline = { $count ->
    [one] named in the headline
   *[other] named { $count } times, in the headline too
}
topics-why-near = { $count ->
    [one] a topic of one near article
   *[other] a topic of { $count } near articles
}
topics-why-repeated = { $count ->
    [one] named once, no topic yet
   *[other] named { $count } times, no topic yet
}
topics-merge-ask = Merge with another topic…
topics-merge = Merge two topics
topics-merge-help = “{ $value }” goes: its articles, its addresses and the newsletters that follow it pass to the other topic. Texts in languages that the other lacks are kept.
topics-merge-choose = Choose a topic
topics-merge-button = Merge
field-into = Into which
said-topics-merged = The two topics are one now.
problem-topic-itself = A topic cannot be merged with itself.
problem-topic-missing = Choose the topic that stays.
sections-merge-ask = Merge with another section…
sections-merge = Merge two sections
sections-merge-help = “{ $value }” goes: its articles, its address, its feeds and the newsletters that follow it pass to the other section. Texts in languages that the other lacks are kept.
sections-merge-choose = Choose a section
sections-merge-next = Continue
sections-merge-sure = “{ $from }” disappears into “{ $into }”. { $count ->
    [0] No article stands in it.
    [one] One article changes its section.
   *[other] { $count } articles change their section.
  } Addresses of articles stay; that of the section and its feeds leads to the other. This cannot be undone.
sections-merge-button = Merge
said-sections-merged = The two sections are one now.
problem-section-itself = A section cannot be merged with itself.
problem-section-into = Choose the section that stays.
