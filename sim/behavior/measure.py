"""Measuring: sums over residents by community and group. Nothing feeds back."""

from __future__ import annotations

from sim.compiled import columns
from sim.rules.taking_part import effort_class
from sim.vocabulary import COMPLAINT, DELIBERATION, GROUPS, RECREATION, VOLUNTEERING


@columns
def measure_residents(
    month,
    residents__weight,
    residents__group,
    residents__membership,
    residents__influence,
    residents__fulfilment,
    residents__connection,
    residents__belonging,
    residents__trust,
    residents__satisfaction,
    residents__efficacy,
    residents__awareness,
    residents__grievance,
    residents__known_neighbors,
    residents__knows_director,
    residents__last_act,
    residents__effort,
    residents__waiting,
    communities__first,
    communities__last,
    flows__effort_people,
    flows__effort_hours,
    cells__weight,
    cells__belonging,
    cells__belonging_high,
    cells__membership,
    cells__influence,
    cells__fulfilment,
    cells__connection,
    cells__trust,
    cells__satisfaction,
    cells__efficacy,
    cells__grievance,
    cells__awareness,
    cells__knows_director,
    cells__known_neighbors,
    cells__participation,
    cells__recreation,
    cells__deliberation,
    cells__volunteering,
    cells__complaint,
    cells__anything,
    cells__alone,
    cells__effort,
    cells__waiting,
):
    """Residents are counted and their attitudes summed, each with the people it stands for.

    Writes: flows.effort_people, flows.effort_hours, cells.weight, cells.belonging,
    cells.belonging_high, cells.membership, cells.influence, cells.fulfilment,
    cells.connection, cells.trust, cells.satisfaction, cells.efficacy, cells.grievance,
    cells.awareness, cells.knows_director, cells.known_neighbors, cells.participation,
    cells.recreation, cells.deliberation, cells.volunteering, cells.complaint,
    cells.anything, cells.alone, cells.effort, cells.waiting
    """
    since = month - 11
    for c in range(communities__first.size):
        for i in range(communities__first[c], communities__last[c]):
            w = residents__weight[i]
            cell = c * GROUPS + residents__group[i]
            played = residents__last_act[i, RECREATION] >= since
            met = residents__last_act[i, DELIBERATION] >= since
            helped = residents__last_act[i, VOLUNTEERING] >= since
            complained = residents__last_act[i, COMPLAINT] >= since
            together = played | met | helped
            cells__weight[cell] += w
            cells__belonging[cell] += w * residents__belonging[i]
            cells__membership[cell] += w * residents__membership[i]
            cells__influence[cell] += w * residents__influence[i]
            cells__fulfilment[cell] += w * residents__fulfilment[i]
            cells__connection[cell] += w * residents__connection[i]
            cells__trust[cell] += w * residents__trust[i]
            cells__satisfaction[cell] += w * residents__satisfaction[i]
            cells__efficacy[cell] += w * residents__efficacy[i]
            cells__grievance[cell] += w * residents__grievance[i]
            cells__awareness[cell] += w * residents__awareness[i]
            cells__known_neighbors[cell] += w * residents__known_neighbors[i]
            cells__effort[cell] += w * residents__effort[i]
            cells__belonging_high[cell] += w * (residents__belonging[i] > 0.5)
            cells__knows_director[cell] += w * residents__knows_director[i]
            cells__recreation[cell] += w * played
            cells__deliberation[cell] += w * met
            cells__volunteering[cell] += w * helped
            cells__complaint[cell] += w * complained
            cells__participation[cell] += w * together
            cells__anything[cell] += w * (together | complained)
            cells__alone[cell] += w * (complained & (not together))
            open_needs = 0
            for k in range(residents__waiting.shape[1]):
                open_needs += residents__waiting[i, k] > 0
            cells__waiting[cell] += w * open_needs
            rank = effort_class(residents__effort[i])
            flows__effort_people[c, rank] += w
            flows__effort_hours[c, rank] += w * residents__effort[i]
