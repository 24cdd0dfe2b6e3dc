// The room plan: what stands where, carried by mouse, finger and keys, asked for again and again.
import "./plan/refresh.js";
import "./plan/zoom.js";
import "./plan/pointer.js";
import "./plan/keys.js";
import "./plan/card.js";
import "./plan/find_guest.js";
import "./plan/arrival.js";
