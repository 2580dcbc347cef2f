"""Faults in the phases of a month and in its chance."""

from __future__ import annotations

from planted.patch import Patch

MONTH = (
    Patch(
        "sim/behavior/services.py",
        "Oldest first becomes youngest first",
        "for months in range(COHORTS - 1, -1, -1):\n        asked =",
        "for months in range(COHORTS):\n        asked =",
    ),
    Patch(
        "sim/behavior/committees.py",
        "Hours given to needs are not taken off",
        "left_hours = max(left_hours - share * wanted, 0.0)",
        "left_hours = max(left_hours, 0.0)",
    ),
    Patch(
        "sim/behavior/committees.py",
        "`>` for `>=`: patience lasts a month longer than in the residents' own books",
        "if months + 1 >= patience:",
        "if months + 1 > patience:",
    ),
    Patch(
        "sim/behavior/committees.py",
        "Who is seconded works here all the same",
        "if staff__active[row] and not staff__seconded[row]:",
        "if staff__active[row]:",
    ),
    Patch(
        "sim/behavior/government.py",
        "One fen of the collective assets leaks away every month",
        "communities__assets_fen[c] += income - dividends",
        "communities__assets_fen[c] += income - dividends - 1",
    ),
    Patch(
        "sim/behavior/government.py",
        "The county budget pays everything twice",
        "ledger__fen[c, ALLOCATION] += outlay",
        "ledger__fen[c, ALLOCATION] += 2 * outlay",
    ),
    Patch(
        "sim/behavior/government.py",
        "A bill is paid twice, and booked once",
        "organizations__cash_fen[row] += paid",
        "organizations__cash_fen[row] += 2 * paid",
    ),
    Patch(
        "sim/behavior/government.py",
        "Contracts are paid a month later than their delay says",
        "delay = min(int(q.payment_delay + 0.5), DELAYS - 1)",
        "delay = min(int(q.payment_delay + 1.5), DELAYS - 1)",
    ),
    Patch(
        "sim/behavior/participation.py",
        "Hearsay is of this month: those told first have already changed",
        "residents__belonging[i] = next_belonging(",
        "residents__shown[i, 0] = residents__belonging[i] = next_belonging(",
    ),
    Patch(
        "sim/behavior/participation.py",
        "One hears from the neighbors of the resident before",
        "residents__neighbors[i], ties,",
        "residents__neighbors[max(i - 1, 0)], ties,",
    ),
    Patch(
        "sim/behavior/participation.py",
        "A stream is used twice: who is asked is also replied to",
        "uniform(month_key, REPLIED, identity)",
        "uniform(month_key, ASKED, identity)",
    ),
    Patch(
        "sim/behavior/participation.py",
        "Two decisions carry one name",
        'DIRECTOR = named("director")',
        'DIRECTOR = named("asked")',
    ),
    Patch(
        "sim/behavior/measure.py",
        "Off by one: thirteen months count as the last twelve",
        "since = month - 11",
        "since = month - 12",
    ),
    Patch(
        "sim/behavior/needs.py",
        "Each resident counts as one person, not as those he or she stands for",
        "flows__opened[c, k] += residents__weight[i] * voiced",
        "flows__opened[c, k] += voiced",
    ),
    Patch(
        "sim/behavior/population.py",
        "Newcomers inherit the habits of who lived there before",
        "residents__habit[i, channel] = 0.0",
        "residents__habit[i, channel] *= 1.0",
    ),
    Patch(
        "sim/behavior/organizations.py",
        "What a closed organization was owed goes to the next in its row",
        "organizations__receivable_fen[row, wait] = 0",
        "organizations__receivable_fen[row, wait] *= 1",
    ),
    Patch(
        "sim/behavior/organizations.py",
        "`>` for `>=`: dormant a month late",
        "organizations__idle[row] >= 24",
        "organizations__idle[row] > 24",
    ),
    Patch(
        "sim/behavior/staff.py",
        "Grid workers are sent to class with the office",
        "0.0 if grid else effects__class_hours[c],",
        "effects__class_hours[c],",
    ),
    Patch(
        "sim/behavior/settlement.py",
        "Ties have one end: the other is tied to itself",
        "neighbors[j, ties[j]] = i",
        "neighbors[j, ties[j]] = j",
    ),
    Patch(
        "sim/behavior/places.py",
        "Clip forgotten: plenty in one field makes up for what lacks in others",
        "total += min(access[c, k], 1.0)",
        "total += access[c, k]",
    ),
    Patch(
        "sim/behavior/places.py",
        "`>` for `>=`: a building opens a month after its lag",
        "and month >= facilities__opens[row]:",
        "and month > facilities__opens[row]:",
    ),
    Patch(
        "sim/behavior/experience.py",
        "The newest hot issues are settled first",
        "for age in range(HOT_AGES - 1, -1, -1):",
        "for age in range(HOT_AGES):",
    ),
    Patch(
        "sim/behavior/experience.py",
        "Help for one hot issue is not taken off what is left for the next",
        "left -= settled[age] * people",
        "left -= 0.0 * settled[age] * people",
    ),
    Patch(
        "sim/draws.py",
        "Every month has the luck of the first",
        "(month + np.uint64(1)) * _GOLDEN)",
        "np.uint64(1) * _GOLDEN)",
    ),
)
