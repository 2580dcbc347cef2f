"""Channels open: elections once a term, meetings when convened, venues while there is room."""

from __future__ import annotations

from sim.compiled import columns
from sim.draws import named, uniform
from sim.rules.taking_part import (
    association_density,
    meetings_in,
    recreation_offer,
    volunteer_openings,
)
from sim.vocabulary import (
    ACTIVE,
    COMPLAINT,
    DELIBERATION,
    ELECTION,
    ORGANIZATION_KINDS,
    ORGANIZATION_ROWS,
    RECREATION,
    VOLUNTEER_GROUP,
    VOLUNTEERING,
)

CONVENED = named("convened")
CULTURE_GROUP = ORGANIZATION_KINDS.index("culture_sport")


@columns
def open_channels(
    making_key,
    month,
    election,
    communities__identity,
    communities__venue_space,
    communities__access_venue,
    communities__events,
    communities__recreation_demand,
    communities__reply_prob,
    communities__meeting_reply,
    communities__association,
    communities__availability,
    organizations__status,
    organizations__kind,
    organizations__commitment,
    effects__meetings,
    effects__hearings,
    effects__decisive_hearings,
    effects__activities,
    flows__meetings,
    assumptions,
):
    """Channels open: elections once a term, meetings when convened, venues while there is room.

    What is raised at a hearing is answered there if the decision is still open; what is raised
    at other meetings is answered as any voice.

    Writes: communities.availability, communities.meeting_reply, communities.association,
    flows.meetings
    """
    p = assumptions[0]
    q = p.participation
    for c in range(communities__identity.size):
        culture = 0
        groups = 0
        for row in range(c * ORGANIZATION_ROWS, (c + 1) * ORGANIZATION_ROWS):
            if organizations__status[row] == ACTIVE and organizations__commitment[row] > 0.0:
                groups += 1
                if organizations__kind[row] in (CULTURE_GROUP, VOLUNTEER_GROUP):
                    culture += 1
        events = communities__events[c] + effects__activities[c]
        offered = recreation_offer(communities__access_venue[c], events, culture, q)
        room = q.venue * communities__venue_space[c]
        crowd = communities__recreation_demand[c]
        fits = min(1.0, room / crowd) if crowd > 0.0 else 1.0
        phase = uniform(making_key, CONVENED, communities__identity[c])
        per_year = q.meetings + effects__meetings[c]
        meetings = meetings_in(month, per_year, phase)
        others = per_year - effects__hearings[c]
        answered = effects__decisive_hearings[c] + others * communities__reply_prob[c]
        communities__meeting_reply[c] = answered / per_year
        communities__association[c] = association_density(groups)
        flows__meetings[c] = meetings
        communities__availability[c, RECREATION] = offered * fits
        communities__availability[c, ELECTION] = 1.0 if election else 0.0
        communities__availability[c, DELIBERATION] = 1.0 if meetings > 0 else 0.0
        communities__availability[c, VOLUNTEERING] = volunteer_openings(groups, q)
        communities__availability[c, COMPLAINT] = 1.0
