// The command palette and the bell. The server finds; this opens, moves and chooses. Without it
// the search form and the page of notifications do the same work.
import "./shell/palette.js";
import "./shell/bell.js";
