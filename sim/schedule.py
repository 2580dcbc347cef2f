"""The month, as a list that can be read from top to bottom.

Every phase reads the world as the phase before left it, so the order of agents never
matters. Policies have spoken before the first phase (`sim.package`).
"""

from __future__ import annotations

from collections.abc import Callable

from sim.behavior.channels import open_channels
from sim.behavior.committees import count_staff, do_committee_work
from sim.behavior.experience import experience_service
from sim.behavior.founding import found_organizations
from sim.behavior.government import allocate, hand_down_work, pay, place_contracts
from sim.behavior.measure import measure_residents
from sim.behavior.needs import raise_needs
from sim.behavior.organizations import run_organizations
from sim.behavior.participation import take_part
from sim.behavior.places import open_facilities
from sim.behavior.population import move_residents
from sim.behavior.services import serve_by_organizations
from sim.behavior.staff import develop_staff, hire_staff
from sim.state import World

SCHEDULE: tuple[Callable[[World], None], ...] = (
    hand_down_work,  # government issues items; some are moved out, some refill the space
    raise_needs,  # residents need, and ask
    place_contracts,  # the county buys what is asked for, organizations deliver what they can
    pay,  # wages, debts to organizations, costs of policies; the two purses
    open_facilities,  # buildings are begun, opened, run or left idle
    count_staff,  # staff on the spot give their hours
    serve_by_organizations,  # organizations, volunteers and the branch serve first
    do_committee_work,  # committees split what they have between upward and downward
    experience_service,  # who was served, how well; satisfaction, trust, grievance
    open_channels,  # elections, meetings, venues
    take_part,  # influence, participation by channel, belonging
    run_organizations,  # cash, learning, dormancy, closing
    develop_staff,  # skill, burnout, secondment, exit
    hire_staff,  # vacancies filled, placed staff come and go
    found_organizations,  # founding, by itself, by purchase or by grant
    move_residents,  # households move out and in
    allocate,  # the county budget covers the month
    measure_residents,  # sums, for the outcomes
)
