"""Which things are made, each kind after those that it refers to."""

from __future__ import annotations

from lvheng.world.things import (
    certificates,
    enterprises,
    governance,
    permits,
    projects,
    public_sector,
    technology,
    water_and_villages,
)
from lvheng.world.things.making import Maker

MAKERS: tuple[tuple[str, Maker], ...] = (
    ("park", enterprises.parks),
    ("enterprise", enterprises.enterprises),
    ("public_institution", public_sector.institutions),
    ("local_bank", public_sector.banks),
    ("facility", permits.facilities),
    ("outlet", permits.outlets),
    ("discharge_permit", permits.permits),
    ("permitted_discharge", permits.limits),
    ("insurance_policy", permits.policies),
    ("product", certificates.products),
    ("certificate", certificates.certificates),
    ("procurement_contract", certificates.contracts),
    ("energy_service_contract", public_sector.service_contracts),
    *projects.ALL.items(),
    ("irrigation_district", water_and_villages.districts),
    ("water_user", water_and_villages.users),
    ("village_plan", water_and_villages.villages),
    ("technology_offer", technology.offers),
    ("technology_need", technology.needs),
    ("technology_transfer", technology.transfers),
    ("grid_cell", governance.county_cells),
    ("grid_cell", governance.town_cells),
    ("grid_inspector", governance.inspectors),
    ("scattered_polluter", governance.scattered),
    ("control_unit", governance.control_units),
    ("fund", public_sector.funds),
    ("subsidised_project", public_sector.subsidised),
)
