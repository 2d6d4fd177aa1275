// observer.js - whoever watches: the story, the grades, the chart.

import {columns, el, panel, panelNav} from "./dom.js";
import {chartPicture} from "./chart.js";
import {storyPanel} from "./controller.js";
import {drawLadders} from "./parts.js";
import {watch} from "./store.js";
import {t} from "./words.js";

function gradesPanel() {
    const grades = panel("grades", t("GRADES"));
    const list = el("ul", {class: "rows ladders"});
    grades.body.append(list);
    watch(["ladders"], (all) => drawLadders(list, all));
    return grades;
}

export function buildObserver(main) {
    const chart = panel("chart", t("CHART"), chartPicture());
    const [story, grades] = [storyPanel(), gradesPanel()];
    main.append(panelNav(t("PARTS"), [story, grades, chart]), columns("observer", [[story], [grades], [chart]]));
}
