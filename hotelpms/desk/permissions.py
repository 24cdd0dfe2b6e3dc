"""Rights of the shell's own pages. Which role holds them stands in hotels/roles.py."""

VIEW = "desk.view"
