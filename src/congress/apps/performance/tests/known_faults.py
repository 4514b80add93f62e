"""What is known to be wrong in the five real documents, line by line, and every further finding with its defence.

One line each: `must` (the checks find it), `may` (it would be no mistake to find it), `person` (only a reader can say) or
`further` (found, not on the list of known faults, right by its own text), then check, case and a cell the finding names.
The documents themselves stay where they are; nothing is quoted from them.
"""

from __future__ import annotations

DONGGUAN_2023 = """
must    PQ21 own_level_blank      money.own_level        own-level money blank though the sources add up
must    PQ20 coverage_low         money.project          tasks cover 83.4 % of project spending
must    PQ22 dash_before_amount   tasks.6.amount         amount in free text behind a dash, no separators
must    PQ22 dash_before_amount   tasks.7.amount         amount in free text behind a dash, no separators
may     -                                                money in two units: each block says which
may     -                                                one task takes half of project spending: seen by comparing
must    PQ25 merged               tasks.4.name           name and content of a task in one cell
must    PQ25 merged               tasks.5.content        name and content of a task in one cell
must    PQ25 shifted              tasks.4.amount         amount and expectation one column to the left
must    PQ25 shifted              indicators.8.level2    level-2 labels in the level-1 column
must    PQ25 shifted              indicators.9.level2    level-2 labels in the level-1 column
must    PQ25 shifted              indicators.10.level2   level-2 labels in the level-1 column
must    PQ25 shifted              indicators.14.name     rows of sustained effect and satisfaction shifted
must    PQ25 shifted              indicators.18.annual   rows of sustained effect and satisfaction shifted
must    PQ06 quality_as_quantity  indicators.7.name      a quality rate that inherits quantity by position
must    PQ06 completion_as_quality indicators.8.name     a completion rate under quality
must    PQ11 level_missing        indicators.10.level2   cost row empty
must    PQ11 row_empty            indicators.13.level2   ecological row empty
must    PQ28 two_in_one           indicators.12.name     two indicators and one value in a cell
must    PQ02 vague_value          indicators.14.annual   长期 as a value
may     -                                                是/否 values: the name says what is asked
must    PQ05 operator_missing     indicators.1.annual    counts without an operator
must    PQ05 operator_missing     indicators.4.annual    counts without an operator
may     -                                                period equals annual: no project of several years
must    PQ13 task_without         tasks.2.name           no indicator for the supervision system
must    PQ13 task_without         tasks.4.name           no indicator for the digital congress
person  -                                                an indicator without a task behind it
person  -                                                satisfaction that measures somebody else's work
person  -                                                an expectation its own agenda does not hold
must    PQ26 typo                 goals.overall          a level of city mistyped, twice in one cell
must    PQ26 word_lost            tasks.6.content        a word lost in an enumeration
person  -                                                a goal repeated almost word for word as a task
must    PQ25 markup_removed       goals.overall          paragraph tags in the cells
must    PQ26 half_width           goals.overall          half- and full-width punctuation mixed
further PQ30 written_as_result    tasks.3.expected       two claims in the past tense among the expectations
"""

DONGGUAN_2026 = """
must    PQ23 notice_year          head.notice            the notice announces another year
must    PQ23 stage_name           head.title             title and table name different stages
must    PQ20 coverage_low         money.project          tasks cover 72.3 % of project spending
must    PQ24 gap                  tasks.2.content        list jumps from 2 to 4
must    PQ24 mid_sentence         tasks.4.expected       a number inside a phrase, the rest one off
must    PQ26 quoted_differs       tasks.4.content        a column's name that differs in one character
may     -                                                two phrases that differ by a word, one without quotes
must    PQ26 phrase               tasks.1.content        programme for plan
must    PQ26 phrase               tasks.1.expected       programme for plan
must    PQ26 hint                 tasks.1.expected       leaders for leading officials
must    PQ30 written_as_result    tasks.1.expected       expectation written as achieved
must    PQ25 task_unnamed         tasks.4.name           a task without a name
person  -                                                verbs missing in goal and task
must    PQ26 typo                 tasks.6.content        a doubled character
must    PQ26 typo                 indicators.22.name     a doubled character
must    PQ26 typo                 tasks.8.content        a wrong character
must    PQ26 typo                 tasks.7.content        two characters changed about
must    PQ26 typo                 indicators.13.name     handed out for built
must    PQ26 typo                 indicators.14.name     a doubled word
must    PQ25 shifted              indicators.2.name      cost rows in column 1
must    PQ25 shifted              indicators.4.level2    cost rows in column 1
may     -                                                labels in the middle of a block
must    PQ25 shifted              indicators.18.name     quality rows shifted
must    PQ25 shifted              indicators.28.name     name in column 2
must    PQ25 shifted              indicators.29.name     row shifted to the right
must    PQ25 value_lost           indicators.29.annual   its annual value lost
must    PQ25 shifted              indicators.45.name     satisfaction rows shifted
must    PQ11 row_empty            indicators.3.level2    social cost empty, not declared
must    PQ11 row_empty            indicators.4.level2    ecological cost empty, not declared
must    PQ04 per_unit_missing     indicators.2.annual    a standard without per person and day
must    PQ03 slogan               indicators.16.name     slogan with a percentage
must    PQ03 slogan               indicators.19.name     slogan with a percentage
must    PQ03 slogan               indicators.20.name     slogan with a percentage
must    PQ03 slogan               indicators.38.name     slogan with a percentage
must    PQ03 slogan               indicators.36.name     slogan that repeats a rate
must    PQ05 boolean_unmarked     indicators.31.name     是/否 missing in a name
must    PQ05 boolean_unmarked     indicators.35.name     是/否 missing in a name
must    PQ05 boolean_unmarked     indicators.39.name     是/否 missing in a name
must    PQ05 boolean_unmarked     indicators.40.name     是/否 missing in a name
person  -                                                a benefit without a task
must    PQ06 no_ecology           indicators.40.name     a city's growth under ecology
must    PQ12 unmeasured           tasks.6.expected       rows, charts and reports promised, not measured
person  -                                                a new board promised without a number
must    PQ13 task_without         tasks.3.name           elections without an indicator
must    PQ21 own_level_blank      money.own_level        own-level money blank
must    PQ25 markup_removed       goals.overall          paragraph tags in the cells
further PQ22 dash_before_amount   tasks.7.amount         amount in free text behind a dash, as in 2023
further PQ22 dash_before_amount   tasks.8.amount         amount in free text behind a dash, as in 2023
further PQ22 dash_before_amount   tasks.9.amount         amount in free text behind a dash, as in 2023
further PQ05 operator_missing     indicators.5.annual    ten counts without an operator, as in 2023
further PQ06 closing_as_quantity  indicators.15.name     a rate that inherits quantity; the sentence says so
further PQ06 quality_as_quantity  indicators.17.name     a rate that inherits quantity; the sentence says so
"""

# The table of 2026 with that of 2023 as its former one.
DONGGUAN_YEARS = """
must    PQ19 jump                 indicators.7.annual    research goes from 3 to 65
must    PQ29 less_money_more_work tasks.6.amount         5 % of the money, four counted promises more
"""

SHENZHEN_2021 = """
must    PQ25 shifted              totals.budget          total row one column to the left
must    PQ25 rules_left           head.title             a rule of dashes inside the table
must    PQ25 broken_rows          tasks.1.content        rows split across pages inside a word
must    PQ25 broken_rows          tasks.4.completed      rows split across pages inside a word
must    PQ23 stage_name           head.title             two titles of two kinds of table
must    PQ16 missed               indicators.12.actual   target missed, no reason
must    PQ15 above_range          indicators.1.actual    165 % of the upper bound
must    PQ17 narrative_differs    indicators.1.actual    the narrative's counts never give the value
must    PQ04 times_in_persons     indicators.2.annual    times measured in persons
must    PQ17 narrative_differs    indicators.2.actual    five times as many in the narrative
must    PQ06 head_count           indicators.6.name      a number under quality
must    PQ17 narrative_differs    indicators.6.actual    another number in the narrative
must    PQ06 execution_rate       indicators.10.name     execution rate under cost
must    PQ06 execution_rate       indicators.11.name     execution rate under cost
must    PQ17 rate_differs         indicators.11.actual   the same rate for projects, whose own is 94.24 %
must    PQ17 task_below_line      tasks.4.executed       89.97 %, under its own line
must    PQ06 pass_rate            indicators.16.name     a vote as satisfaction
may     -                                                no weights, scores or reasons: the form has no columns
must    PQ04 actual_unit_missing  indicators.1.actual    actual counts without a unit
must    PQ05 strict_operator      indicators.2.annual    > for ≥
must    PQ15 far_above            indicators.4.actual    145 % of the target
may     -                                                121 % and 123 %: under the line of 130 %
person  -                                                basic spending as a task, told about something else
must    PQ13 task_without         tasks.1.name           37.56 million without an indicator
must    PQ26 latin                tasks.3.content        an English word in Chinese text
further PQ04 persons_in_times     indicators.12.annual   its name counts persons, its unit attendances
further PQ06 completion_as_quality indicators.5.name     a completion rate under quality, as in Dongguan 2023
further PQ25 markup_removed       tasks.4.content        four cells hold paragraph tags
further PQ27 no_survey            indicators.14.actual   two satisfactions, no word of a survey in the report
"""

LIANJIANG_2024 = """
must    PQ20 coverage_low         money.project          tasks cover 29.2 % of project spending
must    PQ25 copies               head.title             every block three times
may     -                                                styles inside cells: the clean copy is the one read
must    PQ25 shifted              money.other            a row of money shifted
must    PQ25 shifted              tasks.7.name           a task shifted
must    PQ25 shifted              indicators.8.level2    indicator rows shifted
must    PQ25 shifted              indicators.9.level2    indicator rows shifted
must    PQ07 date_misplaced       indicators.6.annual    a deadline as an economic benefit
must    PQ14 below_promise        indicators.3.annual    100 % in the goal, 95 % in the indicator
must    PQ04 persons_in_times     indicators.1.annual    persons measured in attendances
must    PQ08 total_as_cost        indicators.5.annual    cost is the whole budget
must    PQ02 vague_name           indicators.4.name      a demand as a name
must    PQ03 slogan               indicators.7.name      a slogan with a percentage
must    PQ02 vague_value          indicators.8.annual    长期 as a value
person  -                                                four units of money for all towns
must    PQ26 doubled              tasks.5.content        a word twice
must    PQ24 lost                 tasks.5.content        the second point without its number
must    PQ21 money_blank          money.special          blank instead of nought
must    PQ21 money_blank          money.transfer         blank instead of nought
must    PQ13 task_without         tasks.3.name           allowances without an indicator
must    PQ13 task_without         tasks.6.name           the system without an indicator
must    PQ13 task_without         tasks.7.name           the contact point without an indicator
further PQ13 task_without         tasks.1.name           a third of the money for the session, no indicator names it
"""

GUANGZHOU_2025 = """
must    PQ21 sum_rounding         sums.1.total           19 projects are 0.01 more than their total
must    PQ23 no_year              head.title             no year in the title
may     -                                                projects of several years in one table
must    PQ10 projects_alike       projects.13.name       the same upgrade in two years
must    PQ10 projects_overlap     projects.14.name       two maintenance projects share a year
must    PQ06 payment_rate         projects.2.indicators.1.name   payment rate as quantity, seven times
must    PQ06 timeliness           projects.1.indicators.2.name   timely payment as quality, eleven times
must    PQ06 acceptance           projects.2.indicators.3.name   acceptance as social benefit, eleven times
must    PQ06 timeliness           projects.3.indicators.2.name   work in time as social benefit, five times
must    PQ06 head_count           projects.9.indicators.2.name   persons as quality
must    PQ06 head_count           projects.9.indicators.3.name   times as quality
must    PQ04 unit_missing         projects.9.indicators.2.annual a number without a unit
must    PQ04 unit_missing         projects.9.indicators.3.annual a number without a unit
must    PQ06 closing_as_quantity  projects.11.indicators.1.name  a rate as quantity
must    PQ09 copied               projects.1.indicators.4.name   one cost indicator in 14 projects
must    PQ09 copied               projects.11.indicators.4.name  one cost indicator in 14 projects
must    PQ09 irrelevant           projects.1.indicators.1.name   publicity for travel abroad
must    PQ09 irrelevant           projects.10.indicators.1.name  reports of others as work of deputies
must    PQ11 level_missing_projects projects.1.name              satisfaction in one of 19
must    PQ11 level_missing_projects projects.9.name              no benefit
must    PQ09 only_shared          projects.18.name               the centre has only what others have
must    PQ12 unmeasured           projects.16.goal               posts and media promised, not measured
must    PQ05 verbal               projects.1.indicators.4.annual words for operators
must    PQ05 verbal               projects.8.indicators.1.annual words for operators
must    PQ04 unit_bracketed       projects.4.indicators.1.annual unit in brackets
may     -                                                (%) in names
must    PQ05 operator_missing     projects.11.indicators.2.annual a rate without an operator
must    PQ18 several_years_all    projects.14.indicators.1.annual period equals annual over two years
must    PQ18 several_years_all    projects.19.indicators.1.annual period equals annual over two years
must    PQ26 law_name             projects.10.goal       the deputies law misquoted
must    PQ26 typo                 projects.13.goal       a name cut short
must    PQ26 listed_twice         projects.2.goal        one body named twice
must    PQ26 name_ends            projects.19.name       a full stop in a name
must    PQ25 header_repeated      head.title             header on every page
may     -                                                colons and semicolons differ by page
further PQ02 vague_value          projects.1.indicators.3.annual  effort as a value
further PQ02 vague_value          projects.2.indicators.2.annual  in time as a value, without saying by when
further PQ02 vague_value          projects.6.indicators.1.annual  by the rules as a value
further PQ02 vague_value          projects.6.indicators.2.annual  ensured as a value
further PQ06 completion_as_quality projects.4.indicators.3.name   a completion rate as social benefit
further PQ09 copied               projects.1.indicators.2.name    timely payment in 11 projects
further PQ09 copied               projects.1.indicators.3.name    innovation in three projects
further PQ09 copied               projects.2.indicators.1.name    payment rate in seven projects
further PQ09 copied               projects.2.indicators.3.name    acceptance in eleven projects
further PQ09 copied               projects.3.indicators.2.name    maintenance in time in five projects
further PQ09 copied               projects.5.indicators.4.name    research cost in three projects
further PQ09 irrelevant           projects.5.indicators.1.name    publicity, of which project and goal say nothing
further PQ09 only_shared          projects.3.name        four indicators, all shared
further PQ09 only_shared          projects.12.name       four indicators, all shared
further PQ09 only_shared          projects.14.name       four indicators, all shared
further PQ09 only_shared          projects.17.name       four indicators, all shared
further PQ09 only_shared          projects.19.name       four indicators, all shared
further PQ12 unmeasured           projects.15.goal       systems counted in the goal, in no indicator
further PQ21 sum_rounding         sums.2.total           the unit's row repeats the total's
further PQ26 half_width           projects.16.goal       half-width commas on the last page only
"""
