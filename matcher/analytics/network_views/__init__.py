"""The views of the exchange network, in the order in which they are offered."""

from matcher.analytics.network_views.arrangements import ARRANGED
from matcher.analytics.network_views.centralities import CENTRALITIES
from matcher.analytics.network_views.communities import COMMUNITIES
from matcher.analytics.network_views.concentration import CONCENTRATION
from matcher.analytics.network_views.ego import EGO
from matcher.analytics.network_views.ego_sectors import EGO_SECTORS
from matcher.analytics.network_views.flows import FLOWS
from matcher.analytics.network_views.modalities import WAYS
from matcher.analytics.network_views.new_pairs import NEW_PAIRS
from matcher.analytics.network_views.new_pairs_quality import NEW_PAIRS_QUALITY
from matcher.analytics.network_views.reciprocity import RECIPROCITY, TWO_WAY
from matcher.analytics.network_views.roles import ROLES
from matcher.analytics.network_views.sectors import SECTORS_OVER_TIME
from matcher.analytics.network_views.supporters import SUPPORTERS
from matcher.analytics.network_views.timeline import TIMELINE
from matcher.analytics.views import View

NETWORK: tuple[View, ...] = (
    FLOWS,
    ROLES,
    SECTORS_OVER_TIME,
    TIMELINE,
    WAYS,
    ARRANGED,
    SUPPORTERS,
    EGO,
    EGO_SECTORS,
    CENTRALITIES,
    COMMUNITIES,
    RECIPROCITY,
    TWO_WAY,
    CONCENTRATION,
    NEW_PAIRS,
    NEW_PAIRS_QUALITY,
)
