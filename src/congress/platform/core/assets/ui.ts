// The one script every page loads: htmx, and the elements a page cannot do without.
// Every page works without it; it makes things quicker, never possible.
import "./elements/requests";
import "./elements/menus";
import "./elements/messages";
import "./elements/buttons";
import "./elements/dialog";
import "./elements/drafts";
import "./elements/file-drop";
import "./elements/shortcuts";
import "./elements/split-view";
