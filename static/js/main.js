import "./copy.js";
import "./dialog.js";
import "./file_drop.js";
import "./live.js";
import "./menu.js";
import "./submit_once.js";
import "./theme.js";
import "./toast.js";
