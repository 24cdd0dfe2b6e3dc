"""Who comes, in words: {% persons line.adults line.children line.babies %}."""

from django import template

from reservations import words

register = template.Library()

register.simple_tag(words.persons)
